using System.Collections.Immutable;
using WhaleStack.Domain.Publishing;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Ranking;

/// <summary>Gathers the coins' views of one watermark and ranks them. Bounded by the coins that it was made for. Not
/// thread-safe: one actor owns it.</summary>
public sealed class RankingRound
{
    private readonly ImmutableArray<InstrumentId> _coins;
    private readonly Dictionary<InstrumentId, CoinView> _views = [];

    /// <summary>Makes one that has heard nothing.</summary>
    /// <param name="watermark">Whose views are gathered; others are passed over.</param>
    /// <param name="coins">Who is asked.</param>
    public RankingRound(Watermark watermark, ImmutableArray<InstrumentId> coins)
    {
        Watermark = watermark;
        _coins = coins;
    }

    /// <summary>Whose views are gathered.</summary>
    public Watermark Watermark { get; }

    /// <summary>Whether every coin has answered.</summary>
    public bool IsComplete => _views.Count == _coins.Length;

    /// <summary>Takes a coin's view, when it is of this watermark and of a coin that is asked.</summary>
    public void Add(CoinEvents.CoinUpdated update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update.Watermark == Watermark && _coins.Contains(update.Coin))
        {
            _views[update.Coin] = update.View;
        }
    }

    /// <summary>The ranks of who has answered.</summary>
    /// <exception cref="ArgumentException">The options have mistakes; the message names all.</exception>
    public RankingReport Report(RankingOptions options)
    {
        var ranks = CoinRanking.Of(_views.Values, options);
        return new RankingReport(
            Watermark.Time,
            ranks,
            [.. _views.Keys.Except(ranks.Select(rank => rank.Coin)).Order()],
            [.. _coins.Except(_views.Keys).Order()]);
    }

    /// <summary>What of a report goes to the outside: a message a coin that is ranked and has a price.</summary>
    public IEnumerable<Publication> News(RankingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        for (var i = 0; i < report.Ranks.Length; i++)
        {
            if (_views.TryGetValue(report.Ranks[i].Coin, out var view) && view.LastPriceQuote is { } priceQuote)
            {
                yield return Publications.RankOf(report, i, priceQuote, Watermark);
            }
        }
    }
}
