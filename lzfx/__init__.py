"""lzfx: one clerk, one PC, a whole integrity-risk prevention campaign on spreadsheet forms.

The map of the package. A package imports from those below it, never from those above; packages on
one line do not know each other. `lint-imports` checks it.

    cli                   one function per command; words on the screen
    steps                 one module per command: read, ask the core, write
    session               an opened campaign, and what several commands share
    intake ... files      the edges, one outside thing each:
        intake            foreign files in: xlsx, ods, xls, csv, mails, archives; read in `process`
        workbook          spreadsheets out: blank forms, marked copies, tables
        ledger            what came in and what was done, in one SQLite file
        render            documents out: docx, pdf, html
        mail              letters as drafts
        inspection        proof-reading of printed files
        files             folders and paths, definitions, backups, the copy of the ledger
    template              filling a text template
    sandbox               limits on what an office's own template may do
    checks rules documents    the core, pure functions on plain records:
        checks            a return against its form and what is known; `points`: of risk points
        rules             levels, colours, monitors, ids, workflow; the table of verbs
        documents         lists, letters, papers to fill in, registers, the handbook
    campaign              who owes a form, and what it is prefilled with
    flow                  flowcharts drawn by calculation
    content               the blocks a printed document is made of
    forms messages        form definitions; the sentences a clerk reads
    errors                what stops a run
    model                 frozen records

What came in (submissions) and what was done (actions) is kept in the ledger and never changed;
everything else (levels, colours, monitors, states, every printed number) is computed from it.
"""

__version__ = "0.1.0"
