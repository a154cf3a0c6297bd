# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a page draws once for a picture, and shows again as long as nothing changes."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.utils.safestring import SafeString

from koppelkans.web.scene import Picture

register = template.Library()


class KeptNode(template.Node):
    """A part of a page that follows from a picture of the area alone.

    It is drawn with that and with nothing of the request: nobody's name, token or message can end
    up in what another reader gets to see.
    """

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Any) -> SafeString:
        """Return the part, drawn now or before."""
        picture: Picture = context["scene"].picture
        if self not in picture.kept:
            known = {
                "area": picture.area, "case": picture.case, "result": picture.result,
                "programme": picture.programme, "alternative": picture.alternative,
                "LANGUAGE_CODE": picture.language,
            }  # fmt: skip
            made = context["make"](picture) if context["make"] else {}
            picture.kept[self] = self.nodelist.render(context.new({**known, **made}))
        drawn: SafeString = picture.kept[self]
        return drawn


@register.tag
def kept(parser: Parser, _token: Token) -> KeptNode:
    """Draw what stands up to ``endkept`` once for a picture."""
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist)
