"""Sentences of the findings about update packages."""

SENTENCES: dict[str, str] = {
    "updates.from_source": "现在运行的是源代码，不是装好的程序，没有可以更新的程序文件夹。请取新的源代码。",
    "updates.no_key": "这份程序没有带核对更新包的公钥，不能用更新包。请用安装程序升级。",
    "updates.bad_key": "核对更新包的公钥写得不对，不能用更新包。请用安装程序升级。",
    "updates.unreadable": "更新包读不出来。请检查U盘是否插好，再试一次。",
    "updates.not_a_package": "这不是本程序的更新包，或者已经损坏，没有更新。请向发包单位重新索取。",
    "updates.bad_signature": "更新包的签名不对，可能不是发包单位做的，或被人改过，没有更新。请向发包单位核实来源。",
    "updates.altered": "更新包里的文件和签名时的不一样，没有更新。请从原来的U盘重新拷贝，或向发包单位重新索取。",
    "updates.other_system": "这是给 {system} 的更新包，本机是 {own}，没有更新。请换用本机的更新包。",
    "updates.older": "更新包是 {version}，本机已是 {own}，不能换成更旧的。如确需旧版，请先卸载再安装旧版。",
    "updates.same": "本机已是 {own}，不需要更新。",
    "updates.folder_fixed": "程序文件夹“{folder}”不能写，可能是管理员装的。请让管理员用安装包升级。",
    "updates.no_room": "磁盘空间不够：更新需要 {needed} MB，还剩 {free} MB。请清理磁盘后再试。",
    "updates.not_unpacked": "更新包没有展开到“{folder}”，现在的程序没有改动。请检查磁盘空间和U盘，再试一次。",
    "updates.new_fails": "新版本 {version} 在这台电脑上没有通过自检，没有换上，现在的程序没有改动。请把“{folder}”交给技术人员。",
}
