// Package page holds the templates of the pages, one file each: its view model and its
// template. A model holds texts that are ready to be shown; package views fills it.
package page
