using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Matching;

/// <summary>An order for the book, in whole ticks and steps.</summary>
/// <param name="Id">Any number that no other order in the book has.</param>
/// <param name="Owner">Whose, for self-trade prevention.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="PriceTicks">Limit price in ticks, positive.</param>
/// <param name="SizeSteps">Size in steps, positive.</param>
/// <param name="TimeInForce">How long it may wait.</param>
/// <param name="SelfTrade">What to do when it meets an order of the same owner.</param>
public readonly record struct BookOrder(
    long Id,
    int Owner,
    Side Side,
    long PriceTicks,
    long SizeSteps,
    TimeInForce TimeInForce = TimeInForce.GoodTillCancelled,
    SelfTradePrevention SelfTrade = SelfTradePrevention.None);

/// <summary>Two orders met.</summary>
/// <param name="TakerId">The order that came.</param>
/// <param name="TakerOwner">Whose.</param>
/// <param name="TakerSide">Its side.</param>
/// <param name="MakerId">The order that rested.</param>
/// <param name="MakerOwner">Whose.</param>
/// <param name="PriceTicks">The resting order's price.</param>
/// <param name="SizeSteps">How much.</param>
/// <param name="MakerLeavesSteps">What is left of the resting order; 0 when it is gone.</param>
public readonly record struct BookTrade(
    long TakerId,
    int TakerOwner,
    Side TakerSide,
    long MakerId,
    int MakerOwner,
    long PriceTicks,
    long SizeSteps,
    long MakerLeavesSteps);

/// <summary>Told of everything that happens to resting orders while an order is matched.</summary>
/// <remarks>May cancel and shrink resting orders from within; may not place or move orders.</remarks>
public interface IBookSink
{
    /// <summary>Two orders met.</summary>
    void Traded(in BookTrade trade);

    /// <summary>A resting order was cancelled, to prevent a self-trade.</summary>
    void SelfTradeCancelled(long makerId, int owner, long leavesSteps);
}

/// <summary>What became of an order.</summary>
public enum PlaceOutcome
{
    /// <summary>All was traded.</summary>
    Filled = 1,

    /// <summary>What was not traded rests.</summary>
    Rests = 2,

    /// <summary>What was not traded is gone: immediate-or-cancel.</summary>
    RestCancelled = 3,

    /// <summary>Nothing was traded: fill-or-kill.</summary>
    NotAllFillable = 4,

    /// <summary>Nothing was traded: post-only.</summary>
    WouldTake = 5,

    /// <summary>What was not traded is gone: it met an order of its owner.</summary>
    SelfTrade = 6,

    /// <summary>What was not traded is gone: the book holds no more orders.</summary>
    BookFull = 7,
}

/// <summary>What became of an order, and how much of it was not traded.</summary>
public readonly record struct PlaceResult(PlaceOutcome Outcome, long LeavesSteps);

/// <summary>All orders at one price.</summary>
/// <param name="PriceTicks">Price in ticks.</param>
/// <param name="SizeSteps">All their size, in steps.</param>
/// <param name="Orders">How many.</param>
public readonly record struct BookLevel(long PriceTicks, long SizeSteps, int Orders);

/// <summary>An order that rests.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Owner">Whose.</param>
/// <param name="PriceTicks">Price in ticks.</param>
/// <param name="LeavesSteps">What is left of it, in steps.</param>
public readonly record struct RestingOrder(long Id, int Owner, long PriceTicks, long LeavesSteps);
