"""The figures by name, in the order in which they are printed, and the limit each must keep."""

import json
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """A figure's name, and the most (or the least) that it may be."""

    name: str
    limit: float
    at_least: bool = False

    def line(self, value: float, *, otherwise_wrong: bool = False) -> bool:
        """Print the figure; whether it is as it must be."""
        rounded = round(value, 3)
        kept = rounded >= self.limit if self.at_least else rounded <= self.limit
        ok = kept and not otherwise_wrong
        said = {"name": self.name, "value": rounded, "limit": self.limit, "ok": ok}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
        return ok


LIMITS = [
    Limit("client_page_vs_sql", 3.0),
    Limit("client_page_queries", 12),
    Limit("register_page_vs_sql", 3.0),
    Limit("consent_page_vs_sql", 3.0),
    Limit("assessment_page_vs_sql", 3.0),
    Limit("register_save_queries", 12),
    Limit("list_vs_admin", 0.35),
    Limit("growth_client_page", 1.3),
    Limit("wall_cost", 1.3),
    Limit("search_recall", 0.95, at_least=True),
    Limit("search_vs_scan", 0.5),
    Limit("audited_save", 1.6),
    Limit("import_rows_vs_copy", 25),
    Limit("pack_vs_weasyprint", 1.3),
    Limit("care_plan_pdf_vs_weasyprint", 1.15),
    Limit("pdf_memory_mb", 120),
    Limit("batch_pdf_linear", 1.1),
    Limit("pages_while_printing", 2.5),
    Limit("register_two_workers_lag_s", 5),
    Limit("page_weight_kb", 90),
    Limit("presses_to_register", 2),
]
