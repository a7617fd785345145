package golden

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
)

// Unmet says which cases cannot be met, and why. A key is the name of a case, or
// a class for all its cases:
//
//	golden.Unmet{
//		"softmax/axis1_3d": "another axis is for the layer Softmax",
//		"GRU":              "comes with its issue",
//	}
type Unmet map[string]string

// Check runs each case as a subtest. A case that unmet lists must fail: one that
// passes has a stale entry, and so has a key that no case answers to. Nothing is
// ever skipped.
func Check(t *testing.T, path string, unmet Unmet, each func(t testing.TB, raw json.RawMessage)) {
	t.Helper()
	used := map[string]bool{}
	for _, c := range read(t, path) {
		key := c.Name
		if _, listed := unmet[key]; !listed {
			key = c.class()
		}
		reason, listed := unmet[key]
		used[key] = true
		t.Run(c.Name, func(t *testing.T) {
			if !listed {
				each(t, c.raw)
			} else if why := failure(t, c.raw, each); why == "" {
				t.Errorf("stale: passes, though %q is listed as unmet: %s", key, reason)
			} else {
				t.Logf("unmet: %s: %s", reason, why)
			}
		})
	}
	for key := range unmet {
		if !used[key] {
			t.Errorf("stale: no case or class %q", key)
		}
	}
}

// Classes lists the classes that a file has cases of, sorted.
func Classes(t testing.TB, path string) (classes []string) {
	t.Helper()
	for _, c := range read(t, path) {
		classes = append(classes, c.class())
	}
	slices.Sort(classes)
	return slices.Compact(classes)
}

// failure runs a case to see whether and how it fails.
func failure(t *testing.T, raw json.RawMessage, each func(testing.TB, json.RawMessage)) string {
	p := &probe{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if r := recover(); r != nil {
				p.Errorf("panic: %v", r)
			}
		}()
		each(p, raw)
	}()
	<-done
	if why := p.why.Load(); why != nil {
		return *why
	}
	return ""
}

// probe takes failures for itself.
type probe struct {
	testing.TB
	why atomic.Pointer[string]
}

func (p *probe) fail(text string) { p.why.CompareAndSwap(nil, &text) }

func (p *probe) Failed() bool                      { return p.why.Load() != nil }
func (p *probe) Fail()                             { p.fail("failed") }
func (p *probe) FailNow()                          { p.Fail(); runtime.Goexit() }
func (p *probe) Error(args ...any)                 { p.fail(fmt.Sprint(args...)) }
func (p *probe) Errorf(format string, args ...any) { p.fail(fmt.Sprintf(format, args...)) }
func (p *probe) Fatal(args ...any)                 { p.Error(args...); runtime.Goexit() }
func (p *probe) Fatalf(format string, args ...any) { p.Errorf(format, args...); runtime.Goexit() }
