"""lzfx: one clerk, one PC, a whole integrity-risk prevention campaign on spreadsheet forms.

The map of the package. A package imports from those below it, never from those above; packages on
one line do not know each other. `lint-imports` checks it.

    cli                                     one function per command; words on the screen
    steps                                   one module per command: read, ask the core, write
    session                                 an opened campaign, and what several commands share
    intake workbook ledger render mail files inspection    the edges: one outside thing each
    template                                filling a text template
    sandbox                                 what a template of the office's own may not do
    checks rules documents                  the core: pure functions on plain records
    flow                                    flowcharts drawn by calculation
    content                                 what a printed document is made of
    forms messages                          form definitions; the sentences a clerk reads
    errors                                  what stops a run
    model                                   frozen records

What came in (submissions) and what was done (actions) is kept in the ledger and never changed;
everything else (levels, colours, monitors, states, every printed number) is computed from it.
"""

__version__ = "0.1.0"
