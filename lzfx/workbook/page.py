"""How sheets are printed, and what their protection allows."""

from __future__ import annotations

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.forms.layout import CODE_LABEL
from lzfx.workbook.text import footer_text

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6, "header": 0.3, "footer": 0.3}
_ALLOWED = ("sort", "autoFilter", "formatCells", "formatColumns", "formatRows")


def set_page(sheet: Worksheet, code: str | None, *, pages: int = 0) -> None:
    """Set A4 landscape, one page wide, `pages` high (0: as needed); footer with page and code."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for side, inches in _MARGINS.items():
        setattr(sheet.page_margins, side, inches)
    footer = HeaderFooterItem()
    footer.center.text = "第 &P 页，共 &N 页"
    if code is not None:
        footer.right.text = footer_text(f"{CODE_LABEL} {code}")
    sheet.oddFooter = footer


def protect(sheet: Worksheet) -> None:
    """Lock the locked cells, without a password; sorting, filtering and formatting stay allowed."""
    sheet.protection.sheet = True
    for what in _ALLOWED:
        setattr(sheet.protection, what, False)  # in the file format False means: not forbidden
    sheet.protection.selectLockedCells = False
    sheet.protection.selectUnlockedCells = False
