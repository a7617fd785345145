// Package plot draws pictures of a Sequential model: its network, one sample
// flowing through it, the Jacobians of its activations, its training curves.
//
// The idea of the network picture: one tile is one call of a function. Every
// weighted layer shows the same row of plain sums z. An element-wise
// activation is one small tile under each sum; a vector-wise one, such as
// softmax, is one wide tile under all of them.
//
// A picture is made from plain data ([Network], [Jacobian], [History]), laid
// out once as a list of rectangles, circles, paths and texts, and written by
// one of two back ends: SVG, which follows the reader's light or dark theme,
// and PNG, with its own fonts. The same input gives the same bytes.
package plot
