using System.Collections.Immutable;
using WhaleStack.Domain.Clock;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Tests.Clock;

/// <summary>History becomes steps in order of time, and then ends.</summary>
public sealed class StepSequencerSpecs
{
    private readonly StepSequencer _sequencer = new([Given.Sol, Given.Btc], Given.Hour);

    [Fact]
    public void A_step_waits_for_every_source()
    {
        Assert.Equal(4, _sequencer.Hungry.Length);
        Push(Given.Btc, 0, 100);
        Push(Given.Sol, 0, 10);
        Assert.False(_sequencer.TryTake(out _)); // A funding may still come.
        EndFundings();
        Assert.True(_sequencer.TryTake(out var step));
        Assert.Equal(Given.At(1), step.Watermark);
        Assert.Equal([Given.Btc, Given.Sol], step.Candles.Select(candle => candle.Coin));
        Assert.Equal(Accounts.Prices((Given.Btc, 100m), (Given.Sol, 10m)), step.LastPricesQuote);
        Assert.Equal(
            [new StepSource(Given.Btc, StepSourceKind.Candles), new StepSource(Given.Sol, StepSourceKind.Candles)],
            _sequencer.Hungry.AsEnumerable());
        Assert.False(_sequencer.TryTake(out _));
    }

    [Fact]
    public void Steps_are_ordered_by_time_and_keep_last_prices()
    {
        EndFundings();
        Push(Given.Btc, 0, 100);
        Push(Given.Btc, 1, 101);
        Push(Given.Sol, 1, 10);
        EndCandles();
        var steps = TakeAll();
        Assert.Equal([Given.At(1), Given.At(2)], steps.Select(step => step.Watermark));
        Assert.Equal(Given.Btc, Assert.Single(steps[0].Candles).Coin);
        Assert.False(steps[0].LastPricesQuote.ContainsKey(Given.Sol));
        Assert.Equal(Accounts.Prices((Given.Btc, 101m), (Given.Sol, 10m)), steps[1].LastPricesQuote);
    }

    [Fact]
    public void Fundings_join_the_candles_of_their_time()
    {
        Push(Given.Btc, 0, 100);
        _sequencer.Push(new InstrumentFunding(Given.Sol, new FundingRate(Given.At(1).Time, 0.1m)));
        _sequencer.Push(new InstrumentFunding(Given.Sol, new FundingRate(Given.At(1.5).Time, 0.2m)));
        EndFundings();
        EndCandles();
        var steps = TakeAll();
        Assert.Equal([Given.At(1), Given.At(1.5)], steps.Select(step => step.Watermark));
        Assert.Equal(0.1m, Assert.Single(steps[0].Fundings).Funding.RateFraction);
        Assert.Single(steps[0].Candles);
        Assert.Empty(steps[1].Candles);
    }

    [Fact]
    public void Open_interest_joins_the_candles_of_its_time_where_an_instrument_brings_it()
    {
        var sequencer = new StepSequencer([Given.Sol, Given.Btc], Given.Hour, coin => coin == Given.Sol);
        Assert.Equal(5, sequencer.Hungry.Length);
        sequencer.Push(new InstrumentCandle(Given.Btc, Given.Candle(0, 100m, 100m, 100m, 100m)));
        foreach (var source in sequencer.Hungry.Where(source => source.Kind != StepSourceKind.OpenInterests))
        {
            sequencer.End(source);
        }

        Assert.False(sequencer.TryTake(out _)); // Open interest may still come.
        var told = new OpenInterest(Given.At(1).Time, 5m);
        sequencer.Push(new InstrumentOpenInterest(Given.Sol, told));
        sequencer.End(new StepSource(Given.Btc, StepSourceKind.Candles));
        Assert.True(sequencer.TryTake(out var step));
        Assert.Equal(new InstrumentOpenInterest(Given.Sol, told), Assert.Single(step.OpenInterests));
        Assert.Single(step.Candles);
        Assert.Throws<ArgumentException>(() => sequencer.Push(new InstrumentOpenInterest(Given.Sol, told)));
        Assert.Throws<ArgumentException>(() => sequencer.Push(new InstrumentOpenInterest(Given.Btc, told)));
    }

    [Fact]
    public void The_end_of_history_is_two_steps()
    {
        Push(Given.Btc, 0, 100);
        Push(Given.Sol, 0, 10);
        Push(Given.Sol, 1, 11);
        EndFundings();
        EndCandles();
        TakeAll();
        var end = _sequencer.Finish();
        Assert.Equal(
            [Given.At(2, StepPhase.Flatten), Given.At(3, StepPhase.Flatten)], end.Select(step => step.Watermark));
        Assert.Empty(end[0].Candles);
        Assert.Equal(
            [
                new InstrumentCandle(Given.Btc, new Candle(Given.At(2).Time, Given.Hour, 100, 100, 100, 100, 0, 0)),
                new InstrumentCandle(Given.Sol, new Candle(Given.At(2).Time, Given.Hour, 11, 11, 11, 11, 0, 0)),
            ],
            end[1].Candles.AsEnumerable());
        Assert.All(
            end, step => Assert.Equal(Accounts.Prices((Given.Btc, 100m), (Given.Sol, 11m)), step.LastPricesQuote));
        Assert.Throws<InvalidOperationException>(() => _sequencer.Finish());
    }

    [Fact]
    public void History_without_facts_has_no_end()
    {
        EndFundings();
        EndCandles();
        Assert.Empty(_sequencer.Finish());
    }

    [Fact]
    public void History_cannot_end_before_its_sources()
    {
        EndFundings();
        Assert.Throws<InvalidOperationException>(() => _sequencer.Finish());
        EndCandles();
    }

    [Fact]
    public void Facts_out_of_order_or_of_strangers_are_refused()
    {
        Push(Given.Btc, 1, 100);
        Assert.Throws<ArgumentException>(() => Push(Given.Btc, 1, 100));
        Assert.Throws<ArgumentException>(() => Push(Given.Btc, 0, 100));
        Assert.Throws<ArgumentException>(() => Push(Given.Eth, 0, 100));
        _sequencer.End(new StepSource(Given.Btc, StepSourceKind.Candles));
        Assert.Throws<ArgumentException>(() => Push(Given.Btc, 2, 100));
        Assert.Throws<ArgumentException>(() => _sequencer.End(new StepSource(Given.Eth, StepSourceKind.Candles)));
        Assert.Throws<ArgumentException>(() => new StepSequencer([], Given.Hour));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSequencer([Given.Btc], TimeSpan.Zero));
    }

    [Fact]
    public void A_loop_over_series_gives_the_same_steps()
    {
        var candles = new Dictionary<InstrumentId, IEnumerable<Candle>>
        {
            [Given.Sol] = [Given.Candle(0, 10, 10, 10, 10), Given.Candle(2, 12, 12, 12, 12)],
            [Given.Btc] = [Given.Candle(1, 100, 100, 100, 100)],
        };
        var fundings = new Dictionary<InstrumentId, IEnumerable<FundingRate>>
        {
            [Given.Btc] = [new FundingRate(Given.At(2).Time, 0.1m)],
        };
        var steps = MarketHistory.Steps(Given.Hour, candles, fundings).ToList();
        Assert.Equal(
            [Given.At(1), Given.At(2), Given.At(3), Given.At(3, StepPhase.Flatten), Given.At(4, StepPhase.Flatten)],
            steps.Select(step => step.Watermark));
        Assert.Equal([1, 1, 1, 0, 2], steps.Select(step => step.Candles.Length));
        Assert.Equal([0, 1, 0, 0, 0], steps.Select(step => step.Fundings.Length));
    }

    private void Push(InstrumentId coin, int hour, decimal close) =>
        _sequencer.Push(new InstrumentCandle(coin, Given.Candle(hour, close, close, close, close)));

    private void EndFundings()
    {
        _sequencer.End(new StepSource(Given.Btc, StepSourceKind.Fundings));
        _sequencer.End(new StepSource(Given.Sol, StepSourceKind.Fundings));
    }

    private void EndCandles()
    {
        _sequencer.End(new StepSource(Given.Btc, StepSourceKind.Candles));
        _sequencer.End(new StepSource(Given.Sol, StepSourceKind.Candles));
    }

    private ImmutableArray<MarketStep> TakeAll()
    {
        var steps = ImmutableArray.CreateBuilder<MarketStep>();
        while (_sequencer.TryTake(out var step))
        {
            steps.Add(step);
        }

        return steps.ToImmutable();
    }
}
