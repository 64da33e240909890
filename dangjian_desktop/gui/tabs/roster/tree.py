"""组织树 of 花名册: 党委–党总支–党支部 with members and secretaries; found, moved, copied, printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QStyleOptionViewItem, QTreeView

from dangjian_desktop.domain.organisations import PartyOrg
from dangjian_desktop.gui.icons import paint_icon
from dangjian_desktop.gui.shell import Shell
from dangjian_desktop.gui.tabs.roster.asking import AskForm
from dangjian_desktop.gui.tabs.roster.choosing import Choice, ChoiceField
from dangjian_desktop.gui.tabs.roster.paned import PanedPage
from dangjian_desktop.gui.tabs.roster.tree_drawing import Leaf, TreePicture, paint_tree, picture_of
from dangjian_desktop.gui.tabs.roster.tree_model import COLUMNS, OrgTreeModel, Place
from dangjian_desktop.gui.theme import px, zoom_changed
from dangjian_desktop.gui.tokens import COLOURS, SIZES
from dangjian_desktop.gui.widgets.delegates import CellDelegate
from dangjian_desktop.gui.widgets.fields import SearchField
from dangjian_desktop.gui.widgets.frames import ActionButton, EmptyPlace
from dangjian_desktop.gui.widgets.heads import Head
from dangjian_desktop.gui.widgets.panes import Fact, Section
from dangjian_desktop.gui.widgets.rows import Index
from dangjian_desktop.gui.widgets.words import link
from dangjian_desktop.kernel.changes import Outcome
from dangjian_desktop.kernel.findings import Where, finding
from dangjian_desktop.services.office import Office
from dangjian_desktop.services.person_fields import month_words
from dangjian_desktop.services.roster_export import CATEGORY_WORDS, LEVEL_WORDS
from dangjian_desktop.services.roster_sights import OrgTree

UNSET = "未登记"
TOP = "（没有上级）"


class TreeDelegate(CellDelegate):
    """Cells of a tree: the row in hand is known by its index, not by a number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        rect: QRect = option.rect
        in_hand = self.in_hand(index)
        painter.fillRect(rect, self.ground(index, in_hand))
        self.paint_line(painter, rect, index)
        self.paint_content(painter, QRectF(rect), index, in_hand)
        painter.restore()

    def in_hand(self, index: Index) -> bool:
        """Tell whether a cell belongs to the row in hand."""
        return self.view.currentIndex().siblingAtColumn(0) == index.sibling(index.row(), 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(px(60), px(SIZES.row))


class OrgTreeView(QTreeView):
    """The tree; ``opened`` comes on Enter or a double click, ``chosen`` when another row is in hand."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, model: OrgTreeModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setHeader(Head(self))
        self.cells = TreeDelegate(self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("党组织")
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.rescale()

    def rescale(self) -> None:
        """Set the widths to the zoom."""
        self.setIndentation(px(22))
        for number, one in enumerate(COLUMNS):
            self.setColumnWidth(number, px(one.width))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the zoom."""
        super().changeEvent(event)
        if zoom_changed(event) and hasattr(self, "cells"):
            self.rescale()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the ground under the indent, the mark of the row in hand, the arrow of a branch."""
        in_hand = self.cells.in_hand(index)
        painter.fillRect(rect, self.cells.ground(index, in_hand))
        self.cells.paint_line(painter, rect, index)
        if in_hand:
            painter.fillRect(QRect(0, rect.top(), px(3), rect.height()), QColor(COLOURS.blue))
        if self.model().hasChildren(index):
            side = px(16)
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            left = rect.right() - px(19)
            paint_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), name)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say that another row is in hand, and draw both anew."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the pane on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)


class ParentForm(AskForm):
    """Asks for another superior."""

    def __init__(self, choices: list[Choice], chosen: str) -> None:
        super().__init__()
        self.above = ChoiceField(choices, chosen)
        self.add("上级党组织", self.above)

    def asked(self) -> str | None:
        """Return the key of the superior, empty for none; None (with the field marked) when unknown."""
        self.clear()
        key = self.above.key()
        if key is None:
            name = self.above.text().strip()
            self.refuse((finding("roster.unknown_org", where=Where(field="上级党组织"), name=name),))
        return key


class OrgTreePage(PanedPage):
    """The tree at the left, the organisation in hand at the right."""

    def __init__(self, office: Office, shell: Shell, leave: Callable[[], object]) -> None:
        self.field = SearchField("找党组织、书记、首字母", 210)
        super().__init__(shell, leave, "组织树", self.field)
        self.office = office
        self.tree: OrgTree | None = None
        self.wanted = ""
        self.model = OrgTreeModel()
        self.model.dropped.connect(self.put_under)
        view = OrgTreeView(self.model)
        view.chosen.connect(self.show_in_hand)
        view.opened.connect(self.enter_pane)
        self.field.searched.connect(self.search)
        names = ("roster.tree_open", "roster.copy_picture", "roster.print_picture", "roster.put_under")
        self.head.add_buttons(shell.registry, *names)
        words = "先导入党组织名册，或者在党组织的名册里新建。"
        self.view = view
        self.lay(
            view, EmptyPlace("flag", "还没有登记党组织", words, ActionButton(shell.registry, "roster.import"))
        )

    # ------------------------------------------------------------ showing

    def ask(self) -> None:
        """Ask for the tree."""
        self.shell.runner.run(self.office.sights.org_tree, then=self.show_tree, key="roster.tree")

    def show_tree(self, tree: OrgTree) -> None:
        """Show a tree; what was open and in hand stays so."""
        first = self.tree is None
        closed = (
            set() if first else {key for key, index in self._indexes() if not self.view.isExpanded(index)}
        )
        here = self.model.place(self.view.currentIndex())
        wanted = self.wanted or (here.node.org.id if here else "")
        self.tree, self.wanted = tree, ""
        self.model.show_tree(tree)
        self.head.set_note(f"{len(self.model.places)} 个党组织，党员 {tree.members:,} 名")
        for key, index in self._indexes():
            self.view.setExpanded(index, key not in closed)
        if self.model.places:
            self._go(max(0, self.model.number_of(wanted)))
        self.show_whether(filled=bool(self.model.places))
        self.search(self.field.text(), stay=True)
        self.shell.registry.refresh()

    def _indexes(self) -> list[tuple[str, QModelIndex]]:
        return [(one.node.org.id, self.model.place_index(n)) for n, one in enumerate(self.model.places)]

    def _go(self, number: int) -> None:
        index = self.model.place_index(number)
        for place in self.model.path(number):
            self.view.expand(self.model.place_index(self.model.number_of(place.node.org.id)))
        way = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, way.ClearAndSelect | way.Rows)
        self.view.scrollTo(index)

    def go_to(self, key: str) -> None:
        """Take an organisation in hand."""
        self._go(self.model.number_of(key))
        self.view.setFocus()

    def in_hand(self) -> Place | None:
        """Return the organisation in hand."""
        return self.model.place(self.view.currentIndex())

    def show_in_hand(self) -> None:
        """Show the organisation in hand: its place, its facts, who stands under it."""
        super().show_in_hand()
        place = self.in_hand()
        if place is None or self.form is not None:
            return
        org, number = place.node.org, self.model.number_of(place.node.org.id)
        above = " / ".join(reversed([one.node.org.name for one in self.model.path(number)]))
        self.pane.show_head(org.name, LEVEL_WORDS[org.level], above or "没有上级党组织")
        facts = Section("基本情况")
        facts.facts(
            (
                Fact("书记", place.line.secretary or UNSET),
                Fact("类别", CATEGORY_WORDS[org.category] or UNSET),
                Fact("村、社区", place.line.community or "不在村、社区"),
                Fact("成立时间", month_words(org.founded) or UNSET),
                Fact("党员", UNSET if org.members is None else f"{org.members:,} 名"),
                *self._sums(place),
            ),
            80,
        )
        self.pane.show_sections(facts, *self._under(place))

    def _sums(self, place: Place) -> tuple[Fact, ...]:
        node = place.node
        if not node.under:
            return ()
        below = UNSET if node.branch_members is None else f"{node.branch_members:,} 名"
        told = [Fact("下级", f"{node.below} 个党组织"), Fact("下级党员", below)]
        if node.too_few:
            told.append(Fact("核对", "登记的党员比下级合计的还少，请核对两边的数字。"))
        return tuple(told)

    def _under(self, place: Place) -> tuple[Section, ...]:
        if not place.node.under:
            return ()
        section = Section("直接下级", f"{len(place.node.under)} 个")
        for one in place.node.under:
            section.add(link(one.org.name, partial(self.go_to, one.org.id)))
        return (section,)

    def enter_pane(self) -> None:
        """Go into the pane; Esc comes back."""
        first = self.pane.area.findChild(QPushButton)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    # ------------------------------------------------------------ finding

    def search(self, text: str, *, stay: bool = False) -> None:
        """Light up what is found, open its branches, and take the first in hand."""
        found = self.model.search(text.strip())
        for number in found:
            for place in self.model.path(number):
                self.view.expand(self.model.place_index(self.model.number_of(place.node.org.id)))
        self.field.show_count(f"{len(found)} 个" if text.strip() else "")
        if found and not stay:
            self._go(found[0])
        self.view.viewport().update()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.field.setFocus()
        self.field.selectAll()

    def turn(self) -> None:
        """Close every branch, or open all when none is open below the top."""
        lower = [index for _, index in self._indexes() if self.model.hasChildren(index)]
        if all(self.view.isExpanded(index) for index in lower):
            self.view.collapseAll()
            self.view.expandToDepth(0)
        else:
            self.view.expandAll()

    # ------------------------------------------------------------ moving

    def can_move(self) -> bool:
        """Tell whether an organisation is in hand."""
        return self.isVisible() and self.in_hand() is not None

    def begin_move(self) -> None:
        """Ask for another superior of the organisation in hand."""
        place = self.in_hand()
        if place is None:
            return
        inside = {one.org.id for one in place.node.walk()}
        choices = [
            Choice(one.node.org.id, one.node.org.name, LEVEL_WORDS[one.node.org.level])
            for one in self.model.places
            if one.node.org.id not in inside
        ]
        form = ParentForm(choices, place.node.org.parent_id or "")
        words = "它的下级跟着一起移动。不写就是没有上级。也可以在树上直接拖过去。"
        self.ask_form(form, place.node.org.name, "改上级", words, lambda: self._save(place.node.org.id, form))

    def _save(self, key: str, form: ParentForm) -> None:
        above = form.asked()
        if above is not None:
            self.put_under(key, above or None)

    def put_under(self, key: str, above: str | None) -> None:
        """Put an organisation under another."""
        self.shell.runner.run(self.office.units.put_under, key, above, then=self._moved, refused=self.refused)

    def _moved(self, done: Outcome[PartyOrg]) -> None:
        self.wanted = done.value.id
        above = self.model.number_of(done.value.parent_id or "")
        name = self.model.places[above].node.org.name if above >= 0 else TOP
        self.said(f"{done.value.name} 的上级改为 {name}。")

    # ------------------------------------------------------------ picture

    def shows_picture(self) -> bool:
        """Tell whether there is a tree to copy or print."""
        return self.isVisible() and bool(self.model.places)

    def picture(self) -> TreePicture:
        """Return what is open, as it is drawn on paper."""
        shown = [
            Leaf(
                one.depth,
                one.node.org.name,
                one.line.secretary,
                f"{one.node.members:,} 名" if one.node.members is not None else "",
                last=not self.model.place_index(n).siblingAtRow(one.row + 1).isValid(),
            )
            for n, one in enumerate(self.model.places)
            if all(
                self.view.isExpanded(self.model.place_index(self.model.number_of(up.node.org.id)))
                for up in self.model.path(n)
            )
        ]
        day = self.shell.today().isoformat()
        return TreePicture(f"党组织树（{day}，{self.head.note.text()}）", tuple(shown))

    def copy_picture(self) -> None:
        """Put the tree on the clipboard as a picture."""
        QGuiApplication.clipboard().setPixmap(picture_of(self.picture()))
        self.shell.say("图已复制，可以粘贴到 Word 或 Excel。")

    def print_picture(self) -> None:
        """Print the tree on one page, after a look at it."""
        from dangjian_desktop.gui.print_memory import Memory
        from dangjian_desktop.gui.printing import preview

        picture = self.picture()
        memory = Memory(self.shell.settings, "roster.tree")
        preview(self, picture.title, lambda painter, page: paint_tree(painter, page, picture), memory)
