package protocol

import "runtime/debug"

// Version names a module with the version that this program was built with.
func Version(name, path string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return name
	}
	for _, m := range info.Deps {
		if m.Path == path {
			return name + " " + m.Version + ", " + info.GoVersion
		}
	}
	return name + ", " + info.GoVersion
}
