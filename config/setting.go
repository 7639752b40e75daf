package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"time"
)

// setting is one leaf of Config with the place it was last set, so that every message can say where to look.
type setting struct {
	key   string
	field reflect.Value
	where string // "" while it has its default
}

// settingsOf lists the leaves of a Config by key ("smtp.port"), from the yaml tags: the one place they are named.
func settingsOf(c *Config) map[string]*setting {
	all := make(map[string]*setting)
	collect(all, "", reflect.ValueOf(c).Elem())
	return all
}

func collect(all map[string]*setting, prefix string, v reflect.Value) {
	for i := range v.NumField() {
		key := prefix + v.Type().Field(i).Tag.Get("yaml")
		if v.Field(i).Kind() == reflect.Struct {
			collect(all, key+".", v.Field(i))
			continue
		}
		all[key] = &setting{key: key, field: v.Field(i)}
	}
}

func sortedKeys(settings map[string]*setting) []string { return slices.Sorted(maps.Keys(settings)) }

func (s *setting) list() bool { return s.field.Kind() == reflect.Slice }

// assign sets the field from text; a list takes any number of items and everything else exactly one.
func (s *setting) assign(where string, items []string) Problems {
	s.where = where
	if s.list() {
		s.field.Set(reflect.ValueOf(append([]string{}, items...)))
		return nil
	}
	text := items[0]
	switch s.field.Interface().(type) {
	case time.Duration:
		d, err := time.ParseDuration(text)
		if err != nil {
			return s.wrong(fmt.Sprintf("%q is not a length of time; write 30s or 2m", text))
		}
		s.field.SetInt(int64(d))
	case int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return s.wrong(fmt.Sprintf("%q is not a whole number", text))
		}
		s.field.SetInt(int64(n))
	default:
		s.field.SetString(text)
	}
	return nil
}

func (s *setting) wrong(says string) Problems { return Problems{{s.where, s.key, says}} }
