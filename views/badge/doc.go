// Package badge draws what people carry: the QR code of a ticket (inline SVG for pages, PNG for mail) and the sheets of
// name badges as PDF.
//
// It knows nothing of events or registrations and holds no text of any language: every word on a badge comes in as a
// string. All badges of a sheet are drawn by the same rules from the same fields, so that a person with protected
// identity carries a badge like everybody else's. It is the only importer of the QR library.
package badge
