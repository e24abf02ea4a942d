using System.Diagnostics.Metrics;
using WhaleStack.Storage.Metrics;

namespace WhaleStack.Storage.Tests.Metrics;

public sealed class MetricsPageSpecs : IDisposable
{
    private readonly Meter _meter = new("WhaleStack.Tests." + Guid.NewGuid());
    private readonly MetricsPage _page;

    public MetricsPageSpecs() => _page = new MetricsPage(_meter.Name);

    [Fact]
    public void A_counter_adds_up_by_label()
    {
        var counter = _meter.CreateCounter<long>("whalestack_orders_total", description: "Orders\nsent.");
        counter.Add(2, Label("venue", "bybit"));
        counter.Add(3, Label("venue", "bybit"));
        counter.Add(1, Label("venue", "a \"b\" \\ c\n"));
        Assert.Equal(
            """
            # HELP whalestack_orders_total Orders\nsent.
            # TYPE whalestack_orders_total counter
            whalestack_orders_total{venue="a \"b\" \\ c\n"} 1
            whalestack_orders_total{venue="bybit"} 5
            # TYPE whalestack_metrics_dropped_total counter
            whalestack_metrics_dropped_total 0

            """.ReplaceLineEndings("\n"),
            _page.Text());
    }

    [Fact]
    public void The_order_of_labels_does_not_matter_and_names_are_made_safe()
    {
        var counter = _meter.CreateCounter<int>("orders.sent");
        counter.Add(1, Label("a", "1"), Label("b-c", "2"));
        counter.Add(1, Label("b-c", "2"), Label("a", "1"));
        Assert.Contains("\norders_sent_total{a=\"1\",b_c=\"2\"} 2\n", _page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Gauges_keep_the_last_value_and_up_down_counters_the_sum()
    {
        var gauge = _meter.CreateGauge<double>("equity_quote");
        gauge.Record(10.5);
        gauge.Record(9.25);
        var pending = _meter.CreateUpDownCounter<long>("pending");
        pending.Add(5);
        pending.Add(-2);
        var text = _page.Text();
        Assert.Contains("# TYPE equity_quote gauge\nequity_quote 9.25\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE pending gauge\npending 3\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Observed_instruments_are_asked_for_each_page()
    {
        var asked = 0L;
        _meter.CreateObservableGauge("depth", () => asked * 0.5);
        _meter.CreateObservableCounter("asked", () => ++asked);
        Assert.Contains("\nasked_total 1\n", _page.Text(), StringComparison.Ordinal);
        var second = _page.Text();
        Assert.Contains("\nasked_total 2\n", second, StringComparison.Ordinal);
        Assert.Contains("# TYPE depth gauge\n", second, StringComparison.Ordinal);
    }

    [Fact]
    public void A_histogram_counts_each_value_in_every_bucket_that_holds_it()
    {
        var histogram = _meter.CreateHistogram<double>("write_seconds");
        foreach (var value in new[] { 0.0001, 0.002, 0.3, 1e9 })
        {
            histogram.Record(value, Label("db", "x"));
        }

        var text = _page.Text();
        Assert.Contains("# TYPE write_seconds histogram\n", text, StringComparison.Ordinal);
        Assert.Contains("write_seconds_bucket{db=\"x\",le=\"0.0001\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("write_seconds_bucket{db=\"x\",le=\"0.0025\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("write_seconds_bucket{db=\"x\",le=\"0.25\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("write_seconds_bucket{db=\"x\",le=\"0.5\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("write_seconds_bucket{db=\"x\",le=\"+Inf\"} 4\n", text, StringComparison.Ordinal);
        Assert.Contains("write_seconds_count{db=\"x\"} 4\n", text, StringComparison.Ordinal);
        Assert.Contains("write_seconds_sum{db=\"x\"} 1000000000.3021\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Label_sets_are_bounded_and_the_rest_is_counted()
    {
        var counter = _meter.CreateCounter<long>("many_total");
        for (var i = 0; i < MetricsPage.SeriesMax + 5; i++)
        {
            counter.Add(1, Label("i", i));
        }

        counter.Add(1, Label("i", 0));
        var text = _page.Text();
        Assert.Contains("\nwhalestack_metrics_dropped_total 5\n", text, StringComparison.Ordinal);
        Assert.Contains("many_total{i=\"0\"} 2\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_meters_are_not_heard()
    {
        using var other = new Meter("Somebody.Else");
        other.CreateCounter<long>("theirs_total").Add(1);
        Assert.DoesNotContain("theirs", _page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_count_is_lost_among_threads()
    {
        var counter = _meter.CreateCounter<long>("busy_total");
        Parallel.For(0, 10_000, _ => counter.Add(1));
        Assert.Contains("\nbusy_total 10000\n", _page.Text(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
    }

    private static KeyValuePair<string, object?> Label(string name, object value) => new(name, value);
}
