using FsCheck;
using FsCheck.Fluent;

namespace WhaleStack.Quant.Tests.Statistics;

/// <summary>Logistic fits: a published example, what is planted is found, and nothing runs away.</summary>
public sealed class LogisticRegressionSpecs
{
    private static readonly LogisticOptions Free = new(Ridge: 1e-9);

    [Fact]
    public void Hours_of_study_against_passing_gives_the_published_fit()
    {
        // The textbook example of 20 students: intercept -4.0777, 1.5046 an hour with standard error 0.6287,
        // log-likelihood -8.02988.
        double[] hours =
        [
            0.50, 0.75, 1.00, 1.25, 1.50, 1.75, 1.75, 2.00, 2.25, 2.50,
            2.75, 3.00, 3.25, 3.50, 4.00, 4.25, 4.50, 4.75, 5.00, 5.50,
        ];
        var passed = "00000010101010111111".Select(static c => c == '1').ToArray();
        var fit = LogisticRegression.Fit(hours, 1, passed, Free);
        Assert.True(fit.HasConverged);
        Assert.Equal(-4.0777, fit.Model.Intercept, 4);
        Assert.Equal(1.5046, fit.Model.Coefficients[0], 4);
        Assert.Equal(0.6287, fit.StandardErrors[0], 4);
        Assert.Equal(-8.02988, fit.LogLikelihood, 5);
        Assert.Equal(0.2557, fit.Model.Probability([2.0]), 4);
    }

    [Fact]
    public void What_was_planted_is_found_within_its_errors()
    {
        var random = new SeededRandom(5);
        double[] planted = [1.5, -0.7, 0.0];
        var (rows, outcomes) = (new double[30_000], new bool[10_000]);
        for (var i = 0; i < outcomes.Length; i++)
        {
            var row = rows.AsSpan(3 * i, 3);
            (row[0], row[1], row[2]) = (random.NextNormal(), 10.0 * random.NextNormal(), random.NextDouble());
            var logOdds = -0.5 + (planted[0] * row[0]) + (planted[1] * row[1] / 10.0);
            outcomes[i] = random.NextDouble() < LogisticModel.Sigmoid(logOdds);
        }

        var fit = LogisticRegression.Fit(rows, 3, outcomes, Free);
        double[] expected = [1.5, -0.07, 0.0];
        for (var k = 0; k < 3; k++)
        {
            var error = 4.0 * fit.StandardErrors[k];
            Assert.InRange(fit.Model.Coefficients[k], expected[k] - error, expected[k] + error);
        }

        Assert.InRange(fit.StandardErrors[0], 0.02, 0.06);
    }

    [Fact]
    public void At_the_best_fit_the_misses_cancel() => Prop.ForAll(
        Gen.Choose(-50, 50).Zip(Gen.Elements(true, false)).NonEmptyListOf().ToArbitrary(),
        drawn =>
        {
            var values = drawn.Select(static d => d.Item1 / 10.0).ToArray();
            var outcomes = drawn.Select(static d => d.Item2).ToArray();
            var fit = LogisticRegression.Fit(values, 1, outcomes, new LogisticOptions(Ridge: 1.0));
            if (outcomes.Distinct().Count() < 2)
            {
                return fit.Model.Coefficients[0] == 0.0;
            }

            var misses = values.Zip(outcomes, (v, o) => (o ? 1.0 : 0.0) - fit.Model.Probability([v])).Sum();
            return fit.HasConverged && Math.Abs(misses) < 1e-6;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_feature_that_tells_all_has_a_finite_coefficient()
    {
        var fit = LogisticRegression.Fit([-2, -1, 1, 2], 1, [false, false, true, true], new LogisticOptions());
        Assert.True(fit.HasConverged);
        Assert.InRange(fit.Model.Coefficients[0], 1.0, 20.0);
        var hard = LogisticRegression.Fit([-2, -1, 1, 2], 1, [false, false, true, true], Free);
        Assert.True(double.IsFinite(hard.Model.Coefficients[0]));
        Assert.InRange(hard.Model.Probability([1.0]), 0.99, 1.0);
    }

    [Fact]
    public void A_feature_that_never_changes_or_repeats_another_does_no_harm()
    {
        // Columns: x, 7, x again; the copies share the coefficient.
        double[] rows = [1, 7, 1, 2, 7, 2, 3, 7, 3, 4, 7, 4];
        var fit = LogisticRegression.Fit(rows, 3, [false, true, false, true], new LogisticOptions());
        Assert.Equal(0.0, fit.Model.Coefficients[1]);
        Assert.Equal(0.0, fit.StandardErrors[1]);
        Assert.Equal(fit.Model.Coefficients[0], fit.Model.Coefficients[2], 9);
        Assert.True(fit.Model.Coefficients[0] > 0.0);
    }

    [Fact]
    public void One_kind_of_outcome_alone_gives_a_probability_near_it()
    {
        // Half an outcome of the other kind: 3 / 3.5 = 6/7.
        var fit = LogisticRegression.Fit([1, 2, 3], 1, [true, true, true], Free);
        Assert.Equal(6.0 / 7.0, fit.Model.Probability([100.0]), 12);
        Assert.Equal(1.0 / 7.0, LogisticRegression.Fit([1, 2, 3], 1, new bool[3], Free).Model.Probability([1.0]), 12);
    }

    [Fact]
    public void Huge_and_tiny_features_are_fitted_alike()
    {
        double[] usual = [1, 2, 3, 4, 5, 6];
        bool[] outcomes = [false, true, false, true, false, true];
        var expected = LogisticRegression.Fit(usual, 1, outcomes, new LogisticOptions()).Model.Probability([4.0]);
        foreach (var scale in new[] { 1e-150, 1e150 })
        {
            var model = LogisticRegression.Fit(
                [.. usual.Select(v => v * scale)], 1, outcomes, new LogisticOptions()).Model;
            Assert.Equal(expected, model.Probability([4.0 * scale]), 9);
        }

        Assert.Equal(0.0, LogisticModel.Sigmoid(-1e9));
        Assert.Equal(1.0, LogisticModel.Sigmoid(1e9));
        Assert.Equal(0.5, LogisticModel.Sigmoid(0.0));
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Assert.Equal("width", Refused(() => LogisticRegression.Fit([1], 0, [true], Free)).ParamName);
        Assert.Equal("features.Length", Refused(() => LogisticRegression.Fit([1, 2], 1, [true], Free)).ParamName);
        Assert.Equal("features[0]", Refused(() => LogisticRegression.Fit([double.NaN], 1, [true], Free)).ParamName);
        Assert.Contains("ridge", Refused(
            () => LogisticRegression.Fit([1], 1, [true], new LogisticOptions(Ridge: 0))).Message);
        var model = new LogisticModel(0.0, [1.0]);
        Assert.Equal("features.Length", Refused(() => model.Probability([1, 2])).ParamName);
        Assert.Equal("features[0]", Refused(() => model.Probability([double.PositiveInfinity])).ParamName);
    }

    private static ArgumentException Refused(Action action) => Assert.ThrowsAny<ArgumentException>(action);
}
