using WhaleStack.Domain.Matching;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>Writes down what a book tells, in the form of <see cref="NaiveBook.Log"/>.</summary>
internal sealed class BookLog : IBookSink
{
    public List<object> Log { get; } = [];

    public List<BookTrade> Trades { get; } = [];

    public Action<BookTrade>? OnTrade { get; set; }

    public void Traded(in BookTrade trade)
    {
        Trades.Add(trade);
        Log.Add((trade.TakerId, trade.MakerId, trade.PriceTicks, trade.SizeSteps));
        OnTrade?.Invoke(trade);
    }

    public void SelfTradeCancelled(long makerId, int owner, long leavesSteps) =>
        Log.Add(("self", makerId, leavesSteps));
}
