package event

import (
	"fmt"
	"strings"
)

// How seminars are chosen, as a file says it.

func (f *File) checkChoosing(at string, item FileItem) error {
	if item.Choose == "" {
		return nil
	}
	if item.Slot == 0 {
		return f.wrong(at+".choose", "import.slot", "Value", item.Slot)
	}
	return f.oneOf(at+".choose", item.Choose, choosings())
}

// choosing is the way of a line's slot: its own, or else that of the whole file.
func (f File) choosing(item FileItem) Choosing {
	switch {
	case item.Slot > 0 && item.Choose != "":
		return Choosing(item.Choose)
	case item.Slot > 0 && f.SeminarRules.Choose != "":
		return Choosing(f.SeminarRules.Choose)
	}
	return Ranked
}

func (f *File) checkOnlyKinds(at string, s FileSeminar) error {
	for i, kind := range s.OnlyKinds {
		if err := f.oneOf(fmt.Sprintf("%s.only_kinds[%d]", at, i), kindKey(kind), OrganisationKinds[:]); err != nil {
			return err
		}
	}
	return nil
}

func (s FileSeminar) onlyKinds() string {
	kinds := make([]string, len(s.OnlyKinds))
	for i, kind := range s.OnlyKinds {
		kinds[i] = kindKey(kind)
	}
	return strings.Join(kinds, " ")
}

func (f *File) checkSessionRules(at string, s FileSession) error {
	for _, rule := range []struct {
		name     string
		n, above int
	}{{"overbook", s.Overbook, MostOverbook}, {"fire_limit", s.FireLimit, fileSeats}, {"least", s.Least, fileSeats}} {
		if rule.n < 0 || rule.n > rule.above {
			return f.wrong(at+"."+rule.name, "import.between", "Min", 0, "Max", rule.above)
		}
	}
	if s.FireLimit > 0 && s.Seats > s.FireLimit {
		return f.wrong(at+".seats", "import.between", "Min", 0, "Max", s.FireLimit)
	}
	return nil
}
