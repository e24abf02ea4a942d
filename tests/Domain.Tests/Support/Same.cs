using WhaleStack.Messages.Coins;

namespace WhaleStack.Domain.Tests.Support;

/// <summary>Equality by value for records that hold arrays, whose own equality is by reference.</summary>
internal static class Same
{
    public static void View(CoinView expected, CoinView actual)
    {
        Assert.Equal(expected.Clusters.AsEnumerable(), actual.Clusters);
        Assert.Equal(expected.Facts?.Depth.AsEnumerable(), actual.Facts?.Depth.AsEnumerable());
        Assert.Equal(Bare(expected), Bare(actual));
    }

    private static CoinView Bare(CoinView view) => view with
    {
        Clusters = default, Facts = view.Facts is { } facts ? facts with { Depth = default } : null,
    };
}
