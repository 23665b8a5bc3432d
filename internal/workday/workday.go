// Package workday counts business days: spans such as "2 business days", and
// calendars of weekends and public holidays in a time zone. It is pure.
package workday
