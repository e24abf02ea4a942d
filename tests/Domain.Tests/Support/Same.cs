using WhaleStack.Messages.Coins;

namespace WhaleStack.Domain.Tests.Support;

/// <summary>Equality by value for records that hold arrays, whose own equality is by reference.</summary>
internal static class Same
{
    public static void View(CoinView expected, CoinView actual)
    {
        Assert.Equal(expected.Clusters.AsEnumerable(), actual.Clusters);
        Assert.Equal(expected.Models.Select(Bare), actual.Models.Select(Bare));
        Assert.Equal(
            expected.Models.SelectMany(model => model.Clusters), actual.Models.SelectMany(model => model.Clusters));
        Assert.Equal(expected.Facts?.Depth.AsEnumerable(), actual.Facts?.Depth.AsEnumerable());
        Assert.Equal(Bare(expected), Bare(actual));
    }

    private static ModelView Bare(ModelView model) => model with { Clusters = default };

    private static CoinView Bare(CoinView view) => view with
    {
        Clusters = default, Models = default, Facts = view.Facts is { } facts ? facts with { Depth = default } : null,
    };
}
