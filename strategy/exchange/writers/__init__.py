"""Plans out of Koers: one module per format, each from a PlanDocument to bytes. No database, no HTTP."""
