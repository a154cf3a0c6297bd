# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of working in an area."""

from django.urls import path

from koppelkans.web.records.views import bring, form, history, moments, own_list, sheet, tables

urlpatterns = [
    path("", tables.home, name="records"),
    path("geschiedenis/", history.history, name="record_history"),
    path("geschiedenis/vergelijken/", history.compare, name="record_compare"),
    path("geschiedenis/<int:version>/", history.change, name="record_change"),
    path("ongedaan/", history.take_back, name="record_undo"),
    path("terugzetten/", history.restore, name="record_restore"),
    path("binnenhalen/", bring.bring, name="record_import"),
    path("binnenhalen/sjabloon/", bring.template, name="record_template"),
    path("binnenhalen/<int:number>/", bring.proposal, name="record_proposal"),
    path("binnenhalen/<int:number>/kolommen/", own_list.columns, name="record_list"),
    path("tijdlijn/", moments.timeline, name="record_timeline"),
    path("<slug:address>/", tables.table, name="record_table"),
    path("<slug:address>/blad/", sheet.sheet, name="record_sheet"),
    path("<slug:address>/blad/controleren/", sheet.check, name="record_sheet_check"),
    path("<slug:address>/nieuw/", form.new_record, name="record_new"),
    path("<slug:address>/verwijderen/<path:key>/", form.remove, name="record_remove"),
    path("<slug:address>/geschiedenis/<path:key>/", history.past, name="record_past"),
    path("<slug:address>/bewerken/<path:key>/", form.record, name="record"),
]
