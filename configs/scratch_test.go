package configs

import ("testing";"fmt";"os";"context";"strings")

// SPEC=file SETS="a=b;c=d" KEY=val_accuracy
func TestScratch(t *testing.T) {
	file := os.Getenv("SPEC")
	var sets []string
	if s := os.Getenv("SETS"); s != "" { sets = strings.Split(s, ";") }
	sum, vsum, n := 0.0, 0.0, 0.0
	for seed := range seeds() {
		s, err := Load(file, append(sets, fmt.Sprint("seed=", seed))...)
		if err != nil { fmt.Print(Explain(err)); return }
		r, err := Train(context.Background(), s, "/tmp")
		if err != nil { fmt.Print(Explain(err)); return }
		key := os.Getenv("KEY")
		v := r.Test.Get(key)
		vv := r.History.Last("val_"+key)
		fmt.Printf("seed %d test %.4f val %.4f loss %.4f epochs %d  %.2fs\n", seed, v, vv, r.History.Last("loss"), r.History.Epochs, r.Seconds)
		sum += v; vsum += vv; n++
	}
	fmt.Printf("MEAN test %.4f val %.4f %v\n", sum/n, vsum/n, sets)
}
func seeds() int { n := 5; fmt.Sscan(os.Getenv("SEEDS"), &n); return n }
