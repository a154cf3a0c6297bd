# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How tasks depend on each other, and what kinds of task gain together."""

from . import heat, homes, pipes, public_space
from .key_figures import SOURCES
from .tables import Record

SEWER_STREETS = {sewer.id for sewer in pipes.SEWERS} & {s.id for s in public_space.STREETS}

TRANSPORT_OF_CLUSTER = {
    "berberis-ribes": "zuid", "duindoornplein": "zuid", "kamperfoelieweg": "zuid",
    "wingerdweg-zuid": "zuid", "heggerankweg": "zuid", "nigelle-aurikel": "zuid",
    "floradorp-west": "noord", "floradorp-oost": "noord", "wingerdweg-noord": "noord",
}  # fmt: skip

EMPTY_DUCTS = (
    # A street that is closed first leaves empty ducts for the cables that come later
    ("straat-mosplein", "kabel-kamperfoelieweg-zuid", 22_000),
    ("straat-kamperfoelieweg-zuid", "kabel-andoornstraat", 14_000),
    ("straat-dotterbloemstraat", "kabel-floraweg-west", 26_000),
    ("straat-wingerdweg-midden", "kabel-wingerdweg-noord", 18_000),
    ("straat-hortensiastraat", "kabel-latherusstraat", 16_000),
    ("riool-nigellestraat", "warmte-nigelle-aurikel", 45_000),
    ("riool-heggerankweg-zuid", "warmte-heggerankweg", 55_000),
)


def list_relations() -> list[Record]:
    """Return one record per relation."""
    return [*_order(), *_heat(), *_others()]


def _order() -> list[Record]:
    return [
        {
            "id": f"riool-voor-straat-{street}",
            "kind": "before",
            "task_id": f"riool-{street}",
            "other_task_id": f"straat-{street}",
            "reason": "Eerst het riool, dan pas de nieuwe straat.",
        }
        for street in sorted(SEWER_STREETS)
    ]


def _heat() -> list[Record]:
    records: list[Record] = [
        {
            "id": f"hoofdleiding-voor-{cluster}",
            "kind": "before",
            "task_id": f"hoofdleiding-{transport}",
            "other_task_id": f"warmte-{cluster}",
            "reason": "Zonder hoofdleiding komt er geen warmte.",
        }
        for cluster, transport in TRANSPORT_OF_CLUSTER.items()
    ]
    for cluster, blocks in homes.BLOCK_OF_CLUSTER.items():
        records += [
            {
                "id": f"isolatie-voor-lt-{cluster}-{block}",
                "kind": "requires",
                "task_id": f"warmte-{cluster}",
                "variant_id": f"warmte-{cluster}-lt",
                "other_task_id": f"woningen-{block}",
                "reason": "Met 50 °C is een huis zonder isolatie niet warm te krijgen.",
            }
            for block in blocks
        ]
    for cluster, grid in heat.GRID_CABLES_OF.items():
        records += [
            {
                "id": f"net-voor-elektrisch-{cluster}-{number}",
                "kind": "requires",
                "task_id": f"warmte-{cluster}",
                "variant_id": f"warmte-{cluster}-ae",
                "other_task_id": task,
                "reason": "Warmtepompen kunnen pas aan als het net zwaarder is.",
            }
            for number, task in enumerate(grid, start=1)
        ]
    return records


def _others() -> list[Record]:
    records: list[Record] = [
        {
            "id": f"mantelbuis-{number}",
            "kind": "prepares",
            "task_id": task,
            "other_task_id": other,
            "saving_eur": saving,
            "reason": "Lege mantelbuizen meegelegd: later hoeft de sleuf niet meer open."
            if other.startswith("kabel")
            else "Ruimte vrijgemaakt en huisaansluitingen voorbereid terwijl de straat open was.",
        }
        for number, (task, other, saving) in enumerate(EMPTY_DUCTS, start=1)
    ]
    return [
        *records,
        {
            "id": "plein-een-keuze",
            "kind": "excludes",
            "task_id": "wadi-duindoornplein",
            "other_task_id": "sportplek-duindoornplein",
            "reason": "Er is op het plein maar ruimte voor één van de twee.",
        },
        {
            "id": "bomen-of-leiding",
            "kind": "excludes",
            "task_id": "bomen-kamperfoelieweg",
            "other_task_id": "warmte-kamperfoelieweg",
            "other_variant_id": "warmte-kamperfoelieweg-mt",
            "reason": "De dikkere leiding op middentemperatuur neemt de ruimte van de boomwortels.",
        },
        {
            "id": "school-samen",
            "kind": "together",
            "task_id": "schoolplein",
            "other_task_id": "schoolstraat",
            "reason": "De school wil één verbouwing, in één zomer.",
        },
        {
            "id": "spreekuur-na-huisbezoek",
            "kind": "requires",
            "task_id": "schuldhulp-nigelle",
            "other_task_id": "schuldhulp-aan-huis",
            "reason": "Het spreekuur draait op de mensen die bij het huisbezoek zijn opgeleid.",
        },
        {
            "id": "station-voor-kabel-floradorp",
            "kind": "before",
            "task_id": "station-floradorp-west",
            "other_task_id": "kabel-korenbloemstraat",
            "reason": "De kabel moet ergens op aangesloten worden.",
        },
    ]


RULES: tuple[tuple[str, str, str, str, float, int, str, str, float, str, str, str], ...] = (
    # id, what is gained, first, second, distance, quarters, key figure, basis, quantity, account,
    # source, how
    ("ontwerp", "Riool en straat in één bestek", "sewer", "street", 0, 3, "joint_design", "metre",
     1, "gemeente", "12", "Eén ontwerp, één aanbesteding, één toezichthouder."),
    ("afkoppelen", "Afkoppelen terwijl het riool open ligt", "sewer", "afkoppelen", 0, 4,
     "drain_pipe", "metre", 1, "gemeente", "assumption", "De regenwaterbuis gaat mee in "
     "dezelfde sleuf."),
    ("bronbemaling", "Riool en water met één bemaling", "sewer", "drinking_water", 0, 1,
     "shared_drainage", "metre", 1, "waterbedrijf", "assumption",
     "Het grondwater hoeft maar één keer omlaag."),
    ("sleuf", "Kabel en warmte in één sleuf", "kabel", "warmteleiding", 0, 1, "shared_trench",
     "metre", 1, "netbeheerder", "assumption", "Kabels liggen naast de leiding in dezelfde sleuf."),
    ("binnenwerk", "Renovatie en warmte in één keer binnen", "warmteleiding", "binnenwerk", 0, 4,
     "indoor_once", "home", 1, "warmtebedrijf", "8",
     "De aansluiting en de radiatoren gaan mee met de renovatie: één keer stof en één afspraak."),
    ("coach-renovatie", "Energiecoach bij de renovatie", "coaching", "binnenwerk", 0, 4,
     "coach_and_works", "home", 1, "bewoners", "assumption",
     "De coach legt uit wat er verandert en hoe je het zuinig gebruikt."),
    ("coach-warmte", "Energiecoach bij de overstap", "coaching", "warmteleiding", 0, 4,
     "coach_and_works", "home", 0.5, "bewoners", "assumption",
     "Meer bewoners zeggen ja en stellen de thermostaat goed in."),
    ("vocht-renovatie", "Vocht aanpakken bij de renovatie", "vocht", "binnenwerk", 0, 4,
     "damp_and_works", "home", 1, "", "assumption", "Eén keer slopen, drogen en stuken."),
    ("schulden-renovatie", "Schuldhulp bij de renovatie", "schulden", "binnenwerk", 0, 6,
     "debt_and_works", "home", 1, "aanpak-noord", "assumption",
     "Bij het huisbezoek voor de renovatie komen ook geldzorgen op tafel."),
    ("leerwerk", "Leerwerkplekken op het werk zelf", "leerwerkplek", "leerwerk", 0, 4,
     "placement_at_works", "task", 1, "aanpak-noord", "assumption",
     "Elke aannemer in de buurt neemt een leerling aan zolang het werk duurt."),
    ("bomen-straat", "Bomen planten in de open straat", "bomen", "street", 0, 2, "planting_once",
     "place", 1, "gemeente", "assumption", "Het plantgat is er al."),
    ("school-groen", "Schoolplein en groene straat samen", "schoolplein", "groen", 30, 2,
     "school_and_green", "task", 1, "gemeente", "assumption",
     "Plein en straat als één groene plek, ontworpen met de kinderen."),
    ("ontmoeten-straat", "Samen ontwerpen in de buurthuiskamer", "ontmoeten", "street", 0, 4,
     "talk_and_works", "task", 1, "bewoners", "assumption",
     "De tekening hangt in de huiskamer; bewoners praten mee."),
)  # fmt: skip

BENEFICIARY = {"bewoners": "residents", "aanpak-noord": "city"}


def list_rules() -> list[Record]:
    """Return one record per opportunity rule."""
    return [
        {
            "id": rule,
            "name": name,
            "first": first,
            "second": second,
            "distance_m": distance,
            "within_quarters": quarters,
            "key_figure_id": key_figure,
            "basis": basis,
            "quantity_per_basis": quantity,
            "partner_id": account,
            "beneficiary": BENEFICIARY.get(account, "partner"),
            "reason": reason,
            "source": SOURCES[source],
        }
        for rule, name, first, second, distance, quarters, key_figure, basis, quantity, account,
        source, reason in RULES
    ]  # fmt: skip
