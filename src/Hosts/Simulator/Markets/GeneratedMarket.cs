using System.Collections.Immutable;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Markets;

/// <summary>
/// A market made of dice: prices walk at random, the house quotes around them and takes at times. The same seed walks
/// the same way; orders of accounts stand in the same book.
/// </summary>
public sealed class GeneratedMarket : IMarket
{
    /// <summary>Time between two steps of a walk.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private const int StepsAtOnceMax = 100;
    private static readonly TimeSpan FundingInterval = TimeSpan.FromHours(8);

    private readonly ImmutableArray<GeneratedWalk> _walks;
    private readonly MarketBoard _board;
    private DateTimeOffset _steppedAt;

    /// <summary>Makes it.</summary>
    /// <param name="seed">Of the dice.</param>
    /// <param name="board">Has open interest and funding.</param>
    public GeneratedMarket(int seed, MarketBoard board)
    {
        _board = board;
        var coins = GeneratedCoin.All;
        _walks = [.. coins.Select((coin, index) => new GeneratedWalk(coin, unchecked((seed * 31) + index)))];
        Instruments = GeneratedCoin.All.Select(coin => coin.Id).ToHashSet();
    }

    /// <inheritdoc/>
    public IReadOnlySet<InstrumentId> Instruments { get; }

    /// <inheritdoc/>
    public void Open(DeskTurn turn)
    {
        _steppedAt = turn.Now;
        foreach (var walk in _walks)
        {
            turn.Execute(new ExchangeCommands.ListInstrument(turn.Now, walk.Coin.Terms));
            _board.With(walk.Coin.Id, board =>
            {
                walk.Past(turn.Now).ForEach(board.AddPast);
                board.NextFundingAt = NextFunding(turn.Now);
                return board;
            });
            Walk(turn, walk);
        }
    }

    /// <inheritdoc/>
    public void Advance(DeskTurn turn)
    {
        // After a long sleep the walk goes on from where it was, without the steps that were slept through.
        var steps = Math.Min((turn.Now - _steppedAt) / Step, long.MaxValue);
        if (steps < 1)
        {
            return;
        }

        _steppedAt = turn.Now - TimeSpan.FromTicks((turn.Now - _steppedAt).Ticks % Step.Ticks);
        for (var i = 0; i < Math.Min((long)steps, StepsAtOnceMax); i++)
        {
            foreach (var walk in _walks)
            {
                Walk(turn, walk);
            }
        }

        foreach (var walk in _walks)
        {
            Settle(turn, walk.Coin.Id);
        }
    }

    private void Walk(DeskTurn turn, GeneratedWalk walk)
    {
        foreach (var command in walk.Next(turn))
        {
            turn.Execute(command);
        }

        _board.With(walk.Coin.Id, board =>
        {
            board.FundingRate = walk.FundingRate;
            board.SetInterest(turn.Now, walk.InterestBase);
            return board;
        });
    }

    private void Settle(DeskTurn turn, InstrumentId instrument)
    {
        var (due, rate) = _board.With(instrument, board => (board.NextFundingAt, board.FundingRate));
        if (turn.Now >= due)
        {
            turn.Execute(new ExchangeCommands.SettleFunding(turn.Now, instrument, rate));
            _board.Settled(instrument, due, rate);
            _board.With(instrument, board => board.NextFundingAt = NextFunding(turn.Now));
        }
    }

    private static DateTimeOffset NextFunding(DateTimeOffset now)
    {
        var interval = FundingInterval.Ticks;
        return new DateTimeOffset(((now.UtcTicks / interval) + 1) * interval, TimeSpan.Zero);
    }
}
