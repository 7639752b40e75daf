package survey

import "strings"

// placeholders writes the value list of an INSERT of some rows: "(?, ?), (?, ?)".
func placeholders(rows, columns int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", columns), ", ") + ")"
	return strings.TrimSuffix(strings.Repeat(row+", ", rows), ", ")
}
