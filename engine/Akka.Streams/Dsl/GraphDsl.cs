namespace Akka.Streams.Dsl;

/// <summary>
/// Graphs of any form, wired by hand: the block adds parts, connects their ports and returns the shape of what is left
/// open. It runs once, when the graph is made; a port may be connected once only.
/// </summary>
public static partial class GraphDsl
{
    /// <summary>A graph that materializes nothing of interest.</summary>
    public static IGraph<TShape, NotUsed> Create<TShape>(Func<Builder<NotUsed>, TShape> buildBlock)
        where TShape : Shape
    {
        ArgumentNullException.ThrowIfNull(buildBlock);
        var builder = new Builder<NotUsed>();
        return builder.Build(buildBlock(builder), static _ => NotUsed.Instance);
    }

    /// <summary>A graph around another one, whose materialized value it takes.</summary>
    public static IGraph<TShapeOut, TMat> Create<TShapeOut, TMat, TShape1>(
        IGraph<TShape1, TMat> g1, Func<Builder<TMat>, TShape1, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape1 : Shape
    {
        ArgumentNullException.ThrowIfNull(buildBlock);
        var builder = new Builder<TMat>();
        var shape1 = builder.Import(g1);
        return builder.Build(buildBlock(builder, shape1), static mats => mats[0]);
    }

    /// <summary>A graph around two others, with what all materialize combined.</summary>
    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TShape0, TShape1>(
        IGraph<TShape0, TMat0> g0,
        IGraph<TShape1, TMat1> g1,
        Func<TMat0, TMat1, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
    {
        ArgumentNullException.ThrowIfNull(buildBlock);
        var builder = new Builder<TMatOut>();
        var shape0 = builder.Import(g0);
        var shape1 = builder.Import(g1);
        return builder.Build(
            buildBlock(builder, shape0, shape1),
            mats => combineMaterializers((TMat0)mats[0]!, (TMat1)mats[1]!));
    }

    /// <summary>A graph around three others, with what all materialize combined.</summary>
    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TMat2, TShape0, TShape1, TShape2>(
        IGraph<TShape0, TMat0> g0,
        IGraph<TShape1, TMat1> g1,
        IGraph<TShape2, TMat2> g2,
        Func<TMat0, TMat1, TMat2, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
        where TShape2 : Shape
    {
        ArgumentNullException.ThrowIfNull(buildBlock);
        var builder = new Builder<TMatOut>();
        var shape0 = builder.Import(g0);
        var shape1 = builder.Import(g1);
        var shape2 = builder.Import(g2);
        return builder.Build(
            buildBlock(builder, shape0, shape1, shape2),
            mats => combineMaterializers((TMat0)mats[0]!, (TMat1)mats[1]!, (TMat2)mats[2]!));
    }

    /// <summary>A graph around four others, with what all materialize combined.</summary>
    public static IGraph<TShapeOut, TMatOut> Create<
        TShapeOut, TMatOut, TMat0, TMat1, TMat2, TMat3,
        TShape0, TShape1, TShape2, TShape3>(
        IGraph<TShape0, TMat0> g0,
        IGraph<TShape1, TMat1> g1,
        IGraph<TShape2, TMat2> g2,
        IGraph<TShape3, TMat3> g3,
        Func<TMat0, TMat1, TMat2, TMat3, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShape3, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
        where TShape2 : Shape
        where TShape3 : Shape
    {
        ArgumentNullException.ThrowIfNull(buildBlock);
        var builder = new Builder<TMatOut>();
        var shape0 = builder.Import(g0);
        var shape1 = builder.Import(g1);
        var shape2 = builder.Import(g2);
        var shape3 = builder.Import(g3);
        return builder.Build(
            buildBlock(builder, shape0, shape1, shape2, shape3),
            mats => combineMaterializers((TMat0)mats[0]!, (TMat1)mats[1]!, (TMat2)mats[2]!, (TMat3)mats[3]!));
    }

    /// <summary>A graph around five others, with what all materialize combined.</summary>
    public static IGraph<TShapeOut, TMatOut> Create<
        TShapeOut, TMatOut, TMat0, TMat1, TMat2, TMat3, TMat4,
        TShape0, TShape1, TShape2, TShape3, TShape4>(
        IGraph<TShape0, TMat0> g0,
        IGraph<TShape1, TMat1> g1,
        IGraph<TShape2, TMat2> g2,
        IGraph<TShape3, TMat3> g3,
        IGraph<TShape4, TMat4> g4,
        Func<TMat0, TMat1, TMat2, TMat3, TMat4, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShape3, TShape4, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
        where TShape2 : Shape
        where TShape3 : Shape
        where TShape4 : Shape
    {
        ArgumentNullException.ThrowIfNull(buildBlock);
        var builder = new Builder<TMatOut>();
        var shape0 = builder.Import(g0);
        var shape1 = builder.Import(g1);
        var shape2 = builder.Import(g2);
        var shape3 = builder.Import(g3);
        var shape4 = builder.Import(g4);
        return builder.Build(
            buildBlock(builder, shape0, shape1, shape2, shape3, shape4),
            mats => combineMaterializers(
                (TMat0)mats[0]!, (TMat1)mats[1]!, (TMat2)mats[2]!, (TMat3)mats[3]!, (TMat4)mats[4]!));
    }
}
