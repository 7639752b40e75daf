// Package results lays the results of an evaluation out as files: tables for any program (CSV), a workbook for people
// (XLSX) and a report on paper (PDF). It shows what models/survey and models/door give it and decides nothing about what may
// be shown.
package results
