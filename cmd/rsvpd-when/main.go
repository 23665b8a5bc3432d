package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/pelletier/go-toml/v2"

	"rsvpd/internal/lexicon"
	"rsvpd/internal/when"
)

func main() {
	var langs []lexicon.Language
	fs, _ := filepath.Glob("/work/main/config/lang/*.dates.toml")
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		var x struct {
			Dates lexicon.Dates `toml:"dates"`
		}
		d := toml.NewDecoder(bytesReader(b)).DisallowUnknownFields()
		if err := d.Decode(&x); err != nil {
			if s, ok := err.(*toml.StrictMissingError); ok {
				fmt.Fprintln(os.Stderr, s.String())
			}
			if s, ok := err.(*toml.DecodeError); ok {
				fmt.Fprintln(os.Stderr, s.String())
			}
			fmt.Fprintln(os.Stderr, f, err)
			os.Exit(1)
		}
		langs = append(langs, lexicon.Language{Code: filepath.Base(f)[:2], Dates: x.Dates})
	}
	r, err := when.New(langs)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	sc := bufio.NewScanner(os.Stdin)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var q struct{ Text, Now, Lang string }
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			panic(err)
		}
		now, err := time.Parse(time.RFC3339, q.Now)
		if err != nil {
			panic(err)
		}
		out := when.Report(r.Find(q.Text, when.Context{Now: now, Lang: q.Lang}))
		b, _ := json.Marshal(out)
		fmt.Println(string(b))
	}
}
