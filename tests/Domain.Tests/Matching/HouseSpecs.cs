using System.Collections.Immutable;
using WhaleStack.Domain.Matching;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Messages.Units;
using static WhaleStack.Domain.Tests.Matching.Bourse;

namespace WhaleStack.Domain.Tests.Matching;

/// <summary>Accounts trade against recorded books and trades.</summary>
public sealed class HouseSpecs
{
    private readonly Bourse _bourse = new(new FeeSchedule(0m, 0m));

    [Fact]
    public void A_replaced_side_is_what_its_levels_say()
    {
        Replace(Side.Buy, (99m, 5m), (98m, 7m));
        Replace(Side.Buy, (98m, 3m), (97m, 1m));
        Assert.Equal([(98m, 3m), (97m, 1m)], Depth(Side.Buy));
        Replace(Side.Buy);
        Assert.Empty(Depth(Side.Buy));
    }

    [Fact]
    public void Changed_levels_are_absolute_and_the_others_stay()
    {
        Replace(Side.Buy, (99m, 5m), (98m, 7m));
        Update([(98m, 0m), (97m, 2m)], [(101m, 4m)]);
        Assert.Equal([(99m, 5m), (97m, 2m)], Depth(Side.Buy));
        Assert.Equal([(101m, 4m)], Depth(Side.Sell));
    }

    [Fact]
    public void A_book_that_moved_does_not_trade_with_its_own_past()
    {
        Replace(Side.Buy, (99m, 5m), (98m, 7m));
        Replace(Side.Sell, (100m, 5m));
        var events = Replace(Side.Sell, (98.5m, 2m), (99.5m, 5m));
        Assert.Empty(events.OfType<ExchangeEvents.TradePrinted>());
        Assert.Equal([(98m, 7m)], Depth(Side.Buy));
        Assert.Equal([(98.5m, 2m), (99.5m, 5m)], Depth(Side.Sell));
    }

    [Fact]
    public void A_book_that_comes_to_a_resting_order_fills_it()
    {
        _bourse.Buy(Ann, 3m, 99m);
        Replace(Side.Sell, (98.5m, 2m), (100m, 5m));
        Assert.Equal(2m, _bourse.Size(Ann));
        Assert.Equal(99m, _bourse.Position(Ann).EntryQuote);
        Assert.Equal(-2m, Assert.Single(_bourse.Exchange.Positions(AccountId.House)).SizeBase);
    }

    [Fact]
    public void An_order_waits_behind_what_stood_there_before_it()
    {
        Replace(Side.Buy, (99m, 5m));
        _bourse.Buy(Ann, 2m, 99m);
        Update([(99m, 8m)], []); // Three more, behind Ann.
        Print(Side.Sell, 99m, 5m);
        Assert.Equal(0m, _bourse.Size(Ann));
        Print(Side.Sell, 99m, 3m);
        Assert.Equal(2m, _bourse.Size(Ann));
        Assert.Equal([(99m, 2m)], Depth(Side.Buy));
    }

    [Fact]
    public void What_is_taken_away_leaves_from_behind()
    {
        Replace(Side.Buy, (99m, 5m));
        _bourse.Buy(Ann, 2m, 99m);
        Update([(99m, 8m)], []);
        Update([(99m, 4m)], []); // The three behind Ann go, and one before her.
        Assert.Equal([new DepthLevel(99m, 6m, 2)], _bourse.Exchange.Depth(Given.Sol, Side.Buy, 9));
        Print(Side.Sell, 99m, 5m);
        Assert.Equal(1m, _bourse.Size(Ann));
    }

    [Fact]
    public void A_printed_trade_takes_no_more_than_its_price_and_sets_the_last()
    {
        Replace(Side.Sell, (100m, 1m), (101m, 1m));
        var events = Print(Side.Buy, 100m, 5m);
        Assert.Equal(1m, Assert.Single(events.OfType<ExchangeEvents.TradePrinted>()).SizeBase);
        Assert.Equal([(101m, 1m)], Depth(Side.Sell));
        Print(Side.Sell, 90m, 5m); // Nobody is there: still the last price.
        Assert.Equal(90m, _bourse.Exchange.Prices(Given.Sol).LastQuote);
    }

    [Fact]
    public void Levels_off_the_grid_are_named()
    {
        Assert.Throws<ArgumentException>(() => Replace(Side.Buy, (99.001m, 5m)));
        Assert.Throws<ArgumentException>(() => Replace(Side.Buy, (99m, 5.01m)));
        Assert.Throws<ArgumentException>(() => Update([(99m, -1m)], []));
        Assert.Throws<ArgumentException>(() => _bourse.Mark(0m));
        Assert.Empty(Depth(Side.Buy));
    }

    [Fact]
    public void It_takes_no_commands_of_accounts() =>
        Assert.Equal(ExchangeRefusal.UnknownAccount, _bourse.Buy(AccountId.House, 1m, 99m).Refusal());

    private static ImmutableArray<HouseLevel> Levels((decimal Price, decimal Size)[] levels) =>
        [.. levels.Select(level => new HouseLevel(level.Price, level.Size))];

    private IReadOnlyList<ExchangeEvent> Replace(Side side, params (decimal Price, decimal Size)[] levels) =>
        _bourse.Do(new ExchangeCommands.ReplaceHouseBook(_bourse.Now, Given.Sol, side, Levels(levels)));

    private void Update((decimal Price, decimal Size)[] bids, (decimal Price, decimal Size)[] asks) =>
        _bourse.Do(new ExchangeCommands.UpdateHouseBook(_bourse.Now, Given.Sol, Levels(bids), Levels(asks)));

    private IReadOnlyList<ExchangeEvent> Print(Side side, decimal price, decimal size) =>
        _bourse.Do(new ExchangeCommands.PrintHouseTrade(_bourse.Now, Given.Sol, side, price, size));

    private IEnumerable<(decimal Price, decimal Size)> Depth(Side side) =>
        _bourse.Exchange.Depth(Given.Sol, side, 99).Select(level => (level.PriceQuote, level.SizeBase));
}
