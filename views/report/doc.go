// Package report writes the files that people download: tables as CSV for a Swedish Excel and as XLSX, and the names of
// those files. It knows tables and cells and nothing of surveys or registrations, and it holds no text of any language.
//
// Both writers take the same rows of cells: text, Int, Number and Percent. What is text stays text: a cell that somebody
// typed a formula into never becomes one.
package report
