"""What a printer can be told, read from its PPD."""

from __future__ import annotations

from dangjian_desktop.gui.ppd import Option, read_options

PPD = """*PPD-Adobe: "4.3"
*LanguageEncoding: UTF-8
*OpenGroup: InstallableOptions/Options Installed
*OpenUI *Tray3Unit/Third tray: Boolean
*Tray3Unit True/Installed: ""
*Tray3Unit False/Not installed: ""
*CloseUI: *Tray3Unit
*CloseGroup: InstallableOptions
*OpenUI *PageSize/Media Size: PickOne
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize A3/A3: "<</PageSize[842 1191]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *ColorModel/Output Mode: PickOne
*DefaultColorModel: RGB
*ColorModel RGB/Color: "<<
*ColorModel Wrong/Not a choice: <<
>>setpagedevice"
*End
*ColorModel Gray/Grayscale: ""
*CloseUI: *ColorModel
*OpenUI *Fold/Fold: PickOne
*Fold None/Off: ""
*CloseUI: *Fold
*OpenUI *Toner/Toner Save: Boolean
*Toner True/<E7BB8F> on: ""
*Toner False/Off: ""
*CloseUI: *Toner
*OpenUI *InputSlot/Paper Source: PickOne
*DefaultInputSlot: Tray1
*InputSlot Tray1/Tray 1: "<</MediaPosition 0>>setpagedevice"
*InputSlot Tray2/Tray 2: "<</MediaPosition 1>>setpagedevice"
*CloseUI: *InputSlot
*zh_CN.Translation Toner/省墨: ""
*zh_CN.InputSlot Tray2/纸盒二: ""
*de.InputSlot Tray1/Fach 1: ""
"""


def test_trays_come_first_by_the_names_the_printer_gives_them() -> None:
    assert read_options(PPD.encode()) == (
        Option("InputSlot", "纸盒", {"Tray1": "Tray 1", "Tray2": "纸盒二"}),
        Option("ColorModel", "颜色", {"RGB": "Color", "Gray": "Grayscale"}),
        Option("Toner", "省墨", {"True": "经 on", "False": "Off"}),
    )


def test_a_ppd_in_another_encoding_is_read_too() -> None:
    ppd = '*OpenUI *InputSlot/纸张来源: PickOne\n*InputSlot A/上纸盒: ""\n*InputSlot B/下纸盒: ""\n'
    read = (Option("InputSlot", "纸盒", {"A": "上纸盒", "B": "下纸盒"}),)
    assert read_options(ppd.encode("gb18030")) == read
    assert read_options(ppd.replace("\n", "\r\n").encode()) == read


def test_what_is_no_ppd_tells_nothing() -> None:
    assert read_options(b"") == ()
    assert read_options(b"\x00\xff*OpenUI\n*: \n*OpenUI *InputSlot/x\n") == ()
