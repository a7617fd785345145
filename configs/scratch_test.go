package configs

import (
	"context"
	"fmt"
	"github.com/layercake-go/layercake/sequential"
	"os"
	"testing"
)

func TestScratch(t *testing.T) {
	b, _ := os.ReadFile("/tmp/s.yaml")
	s, err := Parse("s.yaml", b)
	fmt.Print(Explain(err))
	if err != nil {
		return
	}
	o, err := Render(s)
	fmt.Println(string(o), err)
	r, err := Train(context.Background(), s, "/tmp", sequential.Epochs(3))
	fmt.Print(Explain(err))
	if err == nil {
		fmt.Println(r.Test, r.Seconds, r.History.Values)
	}
}
