"""Plans out of spreadsheets: files to grids, grids to rows, rows to a tree. No database, no HTTP.

``grid`` and the modules named ``*_grid`` open files; ``words`` and ``header`` know what columns are called;
``entries`` and ``level_columns`` read rows; ``linking`` and ``levels`` make the tree; ``template`` reads our own
export exactly; ``reading`` is the door.
"""
