package metrics_test

import (
	"fmt"

	"github.com/layercake-go/layercake/metrics"
)

// show prints the measure of rows of n predictions.
func show(m *metrics.Metric, p, t []float32, n int) {
	s := m.New(n)
	s.Update(p, t, nil)
	fmt.Printf("%s: %.4g\n", m, s.Result())
}

func Example() {
	m, err := metrics.Get("precision(thresholds=0.5)")
	if err != nil {
		fmt.Println(err)
		return
	}
	s := m.New(1)
	s.Update([]float32{0.9, 0.8}, []float32{1, 0}, nil)                // one batch
	s.Update([]float32{0.7, 0.6}, []float32{1, 0}, []float32{2, 0.25}) // and another, with weights
	fmt.Printf("%.3f\n", s.Result())
	// Output: [0.706]
}

// "accuracy" is resolved by the loss and the last activation.
func ExampleAccuracy() {
	fmt.Println(metrics.Accuracy("softmax", true, 10, false))
	fmt.Println(metrics.Accuracy("sigmoid", false, 1, true))
	// Output:
	// sparse_categorical_accuracy
	// binary_accuracy(threshold=0.0)
}

// A metric of one's own: the largest prediction there was.
func ExampleRegister() {
	err := metrics.Register(&metrics.Metric{Name: "peak", New: func(int) metrics.State { return &peak{} }})
	m, _ := metrics.Get("peak")
	fmt.Println(err)
	show(m, []float32{1, 7, 3}, []float32{0, 0, 0}, 1)
	// Output:
	// <nil>
	// peak: [7]
}

type peak struct{ top [1]float64 }

func (s *peak) Reset()            { s.top[0] = 0 }
func (s *peak) Result() []float64 { return s.top[:] }
func (s *peak) Update(p, _, _ []float32) {
	for _, x := range p {
		s.top[0] = max(s.top[0], float64(x))
	}
}

func ExampleMean() {
	show(metrics.Mean(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1) // of the predictions
	// Output: mean: [2.75]
}

func ExampleSum() {
	show(metrics.Sum(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1) // of the predictions
	// Output: sum: [11]
}

func ExampleMeanSquaredError() {
	show(metrics.MeanSquaredError(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1) // one of four is off, by 1
	// Output: mean_squared_error: [0.25]
}

func ExampleRootMeanSquaredError() {
	show(metrics.RootMeanSquaredError(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1) // √¼
	// Output: root_mean_squared_error: [0.5]
}

func ExampleMeanAbsoluteError() {
	show(metrics.MeanAbsoluteError(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1)
	// Output: mean_absolute_error: [0.25]
}

func ExampleMeanAbsolutePercentageError() {
	show(metrics.MeanAbsolutePercentageError(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1) // 25 % of one in four
	// Output: mean_absolute_percentage_error: [6.25]
}

func ExampleMeanSquaredLogarithmicError() {
	show(metrics.MeanSquaredLogarithmicError(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1) // (log 6 − log 5)² / 4
	// Output: mean_squared_logarithmic_error: [0.00831]
}

func ExampleLogCoshError() {
	show(metrics.LogCoshError(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1) // log(cosh 1) / 4
	// Output: log_cosh_error: [0.1084]
}

func ExamplePoisson() {
	show(metrics.Poisson(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1)
	// Output: poisson: [-0.02997]
}

func ExampleR2Score() {
	show(metrics.R2Score(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1) // 1 − 1/5: the squares of the targets' distances to their mean add up to 5
	// Output: r2_score: [0.8]
}

func ExampleCosineSimilarity() {
	show(metrics.CosineSimilarity(), []float32{3, 4, 1, 0}, []float32{6, 8, 0, 1}, 2) // one the same way, one across
	// Output: cosine_similarity: [0.5]
}

func ExampleKLDivergence() {
	show(metrics.KLDivergence(), []float32{0.5, 0.5}, []float32{0.9, 0.1}, 2)
	// Output: kl_divergence: [0.3681]
}

func ExampleHinge() {
	show(metrics.Hinge(), []float32{2, -0.5}, []float32{1, 1}, 1)
	// Output: hinge: [0.75]
}

func ExampleSquaredHinge() {
	show(metrics.SquaredHinge(), []float32{2, -0.5}, []float32{1, 1}, 1)
	// Output: squared_hinge: [1.125]
}

func ExampleCategoricalHinge() {
	show(metrics.CategoricalHinge(), []float32{2, 1.5, 0}, []float32{1, 0, 0}, 3) // 2 is above 1.5 by ½
	// Output: categorical_hinge: [0.5]
}

func ExampleBinaryCrossentropy() {
	show(metrics.BinaryCrossentropy(), []float32{0.9, 0.6, 0.3, 0.1}, []float32{1, 0, 1, 0}, 1)
	// Output: binary_crossentropy: [0.5827]
}

func ExampleCategoricalCrossentropy() {
	show(metrics.CategoricalCrossentropy(), []float32{0.7, 0.2, 0.1, 0.3, 0.3, 0.4}, []float32{1, 0, 0, 0, 1, 0}, 3) // −(log 0.7 + log 0.3) / 2
	// Output: categorical_crossentropy: [0.7803]
}

func ExampleSparseCategoricalCrossentropy() {
	show(metrics.SparseCategoricalCrossentropy(), []float32{0.7, 0.2, 0.1, 0.3, 0.3, 0.4}, []float32{0, 1}, 3) // −(log 0.7 + log 0.3) / 2
	// Output: sparse_categorical_crossentropy: [0.7803]
}

func ExampleExactAccuracy() {
	show(metrics.ExactAccuracy(), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1)
	// Output: accuracy: [0.75]
}

func ExampleBinaryAccuracy() {
	show(metrics.BinaryAccuracy(0.2), []float32{0.9, 0.6, 0.3, 0.1}, []float32{1, 0, 1, 0}, 1) // 0.6 is taken for a 1
	// Output: binary_accuracy(threshold=0.2): [0.75]
}

func ExampleCategoricalAccuracy() {
	show(metrics.CategoricalAccuracy(), []float32{0.7, 0.2, 0.1, 0.3, 0.3, 0.4}, []float32{1, 0, 0, 0, 1, 0}, 3)
	// Output: categorical_accuracy: [0.5]
}

func ExampleSparseCategoricalAccuracy() {
	show(metrics.SparseCategoricalAccuracy(), []float32{0.7, 0.2, 0.1, 0.3, 0.3, 0.4}, []float32{0, 1}, 3)
	// Output: sparse_categorical_accuracy: [0.5]
}

func ExampleTopKCategoricalAccuracy() {
	show(metrics.TopKCategoricalAccuracy(2), []float32{0.7, 0.2, 0.1, 0.3, 0.3, 0.4}, []float32{1, 0, 0, 0, 1, 0}, 3)
	// Output: top_k_categorical_accuracy(k=2): [1]
}

func ExampleSparseTopKCategoricalAccuracy() {
	show(metrics.SparseTopKCategoricalAccuracy(2), []float32{0.7, 0.2, 0.1, 0.3, 0.3, 0.4}, []float32{0, 1}, 3)
	// Output: sparse_top_k_categorical_accuracy(k=2): [1]
}

func ExampleTruePositives() {
	show(metrics.TruePositives(), []float32{0.9, 0.6, 0.3, 0.1}, []float32{1, 0, 1, 0}, 1)
	// Output: true_positives: [1]
}

func ExampleTrueNegatives() {
	show(metrics.TrueNegatives(), []float32{0.9, 0.6, 0.3, 0.1}, []float32{1, 0, 1, 0}, 1)
	// Output: true_negatives: [1]
}

func ExampleFalsePositives() {
	show(metrics.FalsePositives(), []float32{0.9, 0.6, 0.3, 0.1}, []float32{1, 0, 1, 0}, 1)
	// Output: false_positives: [1]
}

func ExampleFalseNegatives() {
	show(metrics.FalseNegatives([]float64{0.2, 0.5, 0.95}), []float32{0.9, 0.6, 0.3, 0.1}, []float32{1, 0, 1, 0}, 1) // one result for each threshold
	// Output: false_negatives(thresholds=[0.2, 0.5, 0.95]): [0 1 2]
}

func ExamplePrecision() {
	show(metrics.Precision(0.2), []float32{0.9, 0.6, 0.3, 0.1}, []float32{1, 0, 1, 0}, 1) // 2 of 3
	// Output: precision(thresholds=[0.2]): [0.6667]
}

func ExampleRecall() {
	show(metrics.Recall(), []float32{0.9, 0.6, 0.3, 0.1}, []float32{1, 0, 1, 0}, 1) // 1 of 2
	// Output: recall: [0.5]
}

func ExampleF1Score() {
	show(metrics.F1Score(), []float32{0.7, 0.2, 0.1, 0.3, 0.3, 0.4}, []float32{1, 0, 0, 0, 1, 0}, 3) // one result for each column
	// Output: f1_score: [1 0 0]
}

func ExampleAUC() {
	show(metrics.AUC(), []float32{0.9, 0.6, 0.3, 0.1}, []float32{1, 0, 1, 0}, 1) // 3 of 4 pairs are in order
	// Output: auc: [0.75]
}

func ExampleMeanMetricWrapper() {
	show(metrics.MeanMetricWrapper("huber"), []float32{1, 2, 3, 5}, []float32{1, 2, 3, 4}, 1)
	// Output: mean_metric_wrapper(huber): [0.125]
}
