// Package results lays the results of an evaluation out as files: a table for any program (CSV) and a workbook for
// people (XLSX). It shows what models/survey gives it and decides nothing about what may be shown.
package results
