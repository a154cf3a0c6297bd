# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Word template of an area: uploaded, fetched and removed by its facilitator."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koppelkans.plan.word.template import MOST_BYTES, TemplateError
from koppelkans.web.access.gate import for_managers
from koppelkans.web.access.reader import Reader
from koppelkans.web.plans.house_style import keep_template, remove_template
from koppelkans.web.plans.models import Template
from koppelkans.web.plans.wanted import MEDIA


@require_POST
@for_managers
def change(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Take a new template, or go without one."""
    back = redirect("plan_texts", reader.area.slug)
    if request.POST.get("do") == "remove":
        remove_template(request, reader)
        messages.success(request, _("The documents have the look of Koppelkans again."))
        return back
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        messages.error(request, _("Choose a Word file (.docx or .dotx)."))
        return back
    # One byte more than fits: what is too big is refused without reading all of it.
    content = file.read(MOST_BYTES + 1)
    try:
        template = keep_template(request, reader, file.name or "", content)
    except TemplateError as error:
        messages.error(request, error.in_language(get_language() or "nl"))
        return back
    said = _("The template is in use from now on.")
    if template.missing:
        said += " " + _("These styles are not in it and are made for each document: %(names)s.") % {
            "names": ", ".join(template.missing)
        }
    messages.success(request, said)
    return back


@require_safe
@for_managers
def fetch(_request: HttpRequest, reader: Reader) -> HttpResponse:
    """Send the template back as it was uploaded."""
    found = Template.objects.filter(area=reader.area).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type=MEDIA["docx"])
    name = found.name.replace('"', "").encode("ascii", "ignore").decode() or "sjabloon.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
