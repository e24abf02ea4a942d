using System.Diagnostics.Metrics;
using WhaleStack.Storage.Metrics;

namespace WhaleStack.Storage.Tests.Metrics;

public sealed class MetricsFileSpecs : IDisposable
{
    private readonly Meter _meter = new("WhaleStack.Tests." + Guid.NewGuid());
    private readonly Counter<long> _counter;
    private readonly MetricsPage _page;
    private readonly HandTimer _time = new();
    private readonly TempFolder _temp = new();

    public MetricsFileSpecs()
    {
        _page = new MetricsPage(_meter.Name);
        _counter = _meter.CreateCounter<long>("steps_total");
    }

    [Fact]
    public void The_page_is_written_at_each_interval_and_at_the_end()
    {
        var file = _temp.File("logs/metrics.prom");
        using (var metrics = New(file))
        {
            Assert.False(Directory.Exists(_temp.File("logs")));
            _counter.Add(1);
            _time.Fire();
            Assert.Contains("steps_total 1\n", File.ReadAllText(file), StringComparison.Ordinal);
            _counter.Add(1);
            _time.Fire();
            Assert.Contains("steps_total 2\n", File.ReadAllText(file), StringComparison.Ordinal);
            _counter.Add(1);
        }

        Assert.Contains("steps_total 3\n", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(_temp.File("logs")));
        Assert.Equal(TimeSpan.FromSeconds(15), _time.Period);
    }

    [Fact]
    public void A_page_that_cannot_be_written_is_tried_again()
    {
        var blocker = _temp.Write("logs", "a file where the folder should be");
        using var metrics = New(_temp.File("logs/metrics.prom"));
        _time.Fire();
        Assert.NotNull(metrics.LastFailure);
        File.Delete(blocker);
        _time.Fire();
        Assert.Null(metrics.LastFailure);
        Assert.True(File.Exists(_temp.File("logs/metrics.prom")));
    }

    [Fact]
    public void An_interval_that_is_not_positive_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new MetricsFile(_page, _temp.File("m"), TimeSpan.Zero, _time));

    public void Dispose()
    {
        _page.Dispose();
        _meter.Dispose();
        _temp.Dispose();
    }

    private MetricsFile New(string file) => new(_page, file, TimeSpan.FromSeconds(15), _time);

    private sealed class HandTimer : TimeProvider
    {
        private Action _tick = () => { };

        public TimeSpan Period { get; private set; }

        public void Fire() => _tick();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Period = period;
            _tick = () => callback(state);
            return new Ticking();
        }

        private sealed class Ticking : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
