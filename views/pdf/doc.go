// Package pdf is what every paper of the program shares: a typeface with all letters of Europe, colours that print well, and
// documents that say what they are. What stands on the paper is for the packages that draw it.
package pdf
