"""A scrolling pane of text: shows the next text without laying out the screen anew."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual


class Pane(ScrollView, can_focus=False, inherit_bindings=False):
    """Wraps a text to its width and draws the lines in view."""

    DEFAULT_CSS = "Pane { overflow: hidden scroll; scrollbar-size-vertical: 1; }"

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._content = Content("")
        self._strips: list[Strip] = []
        self._wrapped_to = 0

    @property
    def content(self) -> Content:
        """The text shown."""
        return self._content

    def show(self, content: Content) -> None:
        """Show another text from its top."""
        before = len(self._strips)
        self._content = content
        self._wrap()
        scrolled = self.scroll_offset.y > 0
        self.scroll_to(y=0, animate=False, force=True)
        touched = self.size.height if scrolled else max(before, len(self._strips))
        self.refresh(Region(0, 0, self.size.width, min(touched, self.size.height)))

    def page(self, direction: int) -> None:
        """Read on by most of a screenful, or back for -1."""
        self.scroll_to(y=self.scroll_y + direction * max(self.size.height - 2, 1), animate=False)

    def on_resize(self) -> None:
        """Wrap to the new width."""
        if self.size.width != self._wrapped_to:
            self._wrap()
            self.refresh()

    def notify_style_update(self) -> None:
        """Paint in the colours of the new theme."""
        super().notify_style_update()
        if self._wrapped_to:
            self._wrap()

    def _wrap(self) -> None:
        width = self._wrapped_to = self.scrollable_content_region.width
        if width > 0:
            self._strips = Visual.to_strips(self, self._content, width, None, self.visual_style, pad=True)
        self._measure(Size(width, len(self._strips)))

    def _measure(self, size: Size) -> None:
        """Take in the text's size; the bar always shows, so that nothing on the screen has to move for it."""
        self.set_reactive(ScrollView.virtual_size, size)
        self.vertical_scrollbar.window_virtual_size = size.height
        self.vertical_scrollbar.window_size = self.size.height

    def render_line(self, y: int) -> Strip:
        """Return one line in view."""
        place, width = y + round(self.scroll_y), self.size.width
        if place >= len(self._strips):
            return Strip.blank(width, self.rich_style)
        return self._strips[place].adjust_cell_length(width, self.rich_style)
