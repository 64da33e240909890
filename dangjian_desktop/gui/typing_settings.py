"""设置, 录票: which keys, whether a wrong key is heard, who types into the open data file."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from dangjian_desktop.gui.settings import BALLOT_KEYS, BALLOT_SOUND, Settings
from dangjian_desktop.gui.theme import px
from dangjian_desktop.gui.widgets.fields import Field, Segment, Segmented
from dangjian_desktop.gui.widgets.layouts import row
from dangjian_desktop.gui.widgets.panes import Section
from dangjian_desktop.gui.widgets.words import Label

ON, OFF = "on", "off"
LABEL = 96


class TypingSettings(Section):
    """Kept as soon as they are chosen; they hold from the next sitting on."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("录票", "下次开始录入时起用")
        self.settings = settings
        self.keys = Segmented((Segment("digits", "数字小键盘"), Segment("letters", "字母键")), "录票按键")
        self.keys.chosen.connect(lambda name: settings.set(BALLOT_KEYS, name))
        self.sound = Segmented((Segment(ON, "响一声"), Segment(OFF, "不响")), "按错键时")
        self.sound.chosen.connect(lambda name: settings.set(BALLOT_SOUND, name == ON))
        for text, segments in (("录票按键", self.keys), ("按错键时", self.sound)):
            across = row(gap=0)
            label = Label(text, "note")
            label.setFixedWidth(px(LABEL))
            across.addWidget(label)
            across.addWidget(segments)
            across.addStretch(1)
            self.body.addLayout(across)
            self.body.addSpacing(px(8))
        self.typist = QLineEdit()
        self.typist.setMaxLength(20)
        self.typist.textEdited.connect(lambda text: settings.name_typist(text.strip()))
        self.add(
            Field(
                "录入人",
                self.typist,
                label_width=LABEL,
                hint="只记在现在打开的数据文件下，双录时用来看两遍是不是同一人录的",
            )
        )
        self.refresh()

    def refresh(self) -> None:
        """Show what is kept."""
        self.keys.choose(self.settings.get(BALLOT_KEYS), silent=True)
        self.sound.choose(ON if self.settings.get(BALLOT_SOUND) else OFF, silent=True)
        self.typist.setEnabled(bool(self.settings.file))
        if not self.typist.hasFocus():
            self.typist.setText(self.settings.typist())
