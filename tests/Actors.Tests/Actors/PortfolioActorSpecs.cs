using Akka.Actor;
using WhaleStack.Actors.Portfolio;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Trading;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Actors;

public sealed class PortfolioActorSpecs : ActorKit
{
    [Fact]
    public void A_report_is_counted_once_and_confirmed_each_time()
    {
        var portfolio = Start();
        portfolio.Tell(new PortfolioCommands.BookFill(Make.Fill(1)));
        portfolio.Tell(new PortfolioCommands.BookFill(Make.Fill(1)));
        portfolio.Tell(new PortfolioCommands.BookFunding(Make.Funding(2)));
        portfolio.Tell(new PortfolioCommands.BookFunding(Make.Funding(2)));
        Assert.Equal([1L, 1L, 2L, 2L], Enumerable.Range(0, 4).Select(_ => ExpectConfirmation()));
        Crash(portfolio);
        portfolio = Start();
        portfolio.Tell(new PortfolioCommands.BookFill(Make.Fill(1)));
        Assert.Equal(1, ExpectConfirmation());

        var account = Account(portfolio);

        Assert.Equal(
            (1L, 2L, 0.05m, -0.01m),
            (account.Fills, account.LastReport, account.FeesQuote, account.FundingQuote));
    }

    [Fact]
    public void A_recovered_portfolio_asks_for_the_reports_it_has_not_booked()
    {
        var portfolio = Start();
        Execution.ExpectMsg<ExecutionCommands.ResendReports>(m => Assert.Equal(0, m.AfterSequence));
        portfolio.Tell(new PortfolioCommands.BookFill(Make.Fill(1)));
        Assert.Equal(1, ExpectConfirmation());
        Crash(portfolio);
        Start();
        Execution.ExpectMsg<ExecutionCommands.ResendReports>(m => Assert.Equal(1, m.AfterSequence));
    }

    [Fact]
    public void No_step_is_marked_before_its_reports_are_booked()
    {
        var portfolio = Start();
        Execution.ExpectMsg<ExecutionCommands.ResendReports>();
        portfolio.Tell(new PortfolioCommands.Mark(Make.Step(1), UpToReport: 2));
        Execution.ExpectMsg<ExecutionCommands.ResendReports>();
        portfolio.Tell(new PortfolioCommands.BookFill(Make.Fill(1)));
        Assert.Equal(1, ExpectConfirmation());
        Assert.Null(Account(portfolio).Watermark);

        portfolio.Tell(new PortfolioCommands.BookFunding(Make.Funding(2)));

        Clock.ExpectMsg<ClockReplies.Acknowledged>(m => Assert.Equal(Make.At(1), m.Watermark));
        Risk.ExpectMsg<RiskCommands.ApplyAccount>(m => Assert.Equal(2, m.Account.LastReport));
        Traders.ExpectMsg<TraderCommands.ApplyAccount>(m => Assert.Equal(Given.Trader, m.Trader));
        Assert.Single(ExpectPublished<PortfolioNews.StepBooked>().Fills);
    }

    [Fact]
    public void A_step_run_again_after_a_crash_is_told_again_with_the_same_fills_and_marked_once()
    {
        var portfolio = Start();
        portfolio.Tell(new PortfolioCommands.BookFill(Make.Fill(1)));
        portfolio.Tell(new PortfolioCommands.Mark(Make.Step(1), 1));
        var told = ExpectPublished<PortfolioNews.StepBooked>();
        var account = Account(portfolio);
        Crash(portfolio);
        portfolio = Start();
        portfolio.Tell(new PortfolioCommands.Mark(Make.Step(1, price: 50m), 1));

        Assert.Equal(told.Fills.AsEnumerable(), ExpectPublished<PortfolioNews.StepBooked>().Fills);
        Same(account, Account(portfolio));
    }

    [Fact]
    public void A_recovery_from_a_snapshot_equals_one_from_the_events()
    {
        var portfolio = Start();
        var sequence = 0L;
        for (var hour = 1; hour <= PortfolioActor.SnapshotEvery; hour++)
        {
            if (hour % 10 == 0)
            {
                var side = hour % 20 == 0 ? Side.Sell : Side.Buy;
                portfolio.Tell(new PortfolioCommands.BookFill(Make.Fill(++sequence, side, 100m + hour)));
            }

            portfolio.Tell(new PortfolioCommands.Mark(Make.Step(hour, 100m + hour), sequence));
        }

        var lived = Account(portfolio);
        AwaitAssert(() => Assert.True(SnapshotIsRead(), "a snapshot was saved"));
        Crash(portfolio);

        Same(lived, Account(Start()));
    }

    private static void Same(AccountView expected, AccountView actual)
    {
        Assert.Equal(expected.Positions.AsEnumerable(), actual.Positions);
        Assert.Equal(expected with { Positions = default }, actual with { Positions = default });
    }

    private bool SnapshotIsRead()
    {
        var probe = CreateTestProbe();
        ActorOf(EventWitness.PropsFor($"portfolio-{Given.Account}", probe));
        return probe.ExpectMsg<object>() is AccountView;
    }

    private IActorRef Start() =>
        ActorOf(PortfolioActor.PropsFor(Given.Account, 10_000m, [Given.Trader], Refs));

    private AccountView Account(IActorRef portfolio)
    {
        portfolio.Tell(PortfolioQueries.GetAccount.Instance, TestActor);
        return ExpectMsg<AccountView>();
    }

    private long ExpectConfirmation() =>
        ((ExecutionCommands.ConfirmReports)Execution.FishForMessage(m => m is ExecutionCommands.ConfirmReports))
        .UpToSequence;
}
