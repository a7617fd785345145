package main

// lineDiff lists the lines that differ, in order: "- " those of a alone, "+ "
// those of b alone, with the line before each change for its place.
func lineDiff(a, b []string) (out []string) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	if head > 0 {
		out = append(out, "  "+a[head-1])
	}
	return append(out, changes(a[head:len(a)-tail], b[head:len(b)-tail])...)
}

// changes is lineDiff by the longest common subsequence; of very long texts all
// lines count as changed.
func changes(a, b []string) (out []string) {
	const most = 1 << 22
	common := make([][]int, len(a)+1) // lengths for the rests from i and j on
	for i := range common {
		if (len(a)+1)*(len(b)+1) <= most {
			common[i] = make([]int, len(b)+1)
		}
	}
	at := func(i, j int) int {
		if common[i] == nil {
			return 0
		}
		return common[i][j]
	}
	for i := len(a) - 1; i >= 0 && common[i] != nil; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j] && common[i] != nil:
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || at(i+1, j) >= at(i, j+1)):
			out = append(out, "- "+a[i])
			i++
		default:
			out = append(out, "+ "+b[j])
			j++
		}
	}
	return out
}
