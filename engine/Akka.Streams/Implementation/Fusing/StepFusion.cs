using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Finds rows of simple stages in an island and puts one stage in the place of each row.</summary>
internal static class StepFusion
{
    public static void Apply(List<GraphStageLogic> logics, List<Connection> connections)
    {
        var heads = logics.FindAll(static l => l is IStepLogic && !Joins(l.In[0].OutOwner, l));
        foreach (var head in heads)
        {
            var chain = ChainFrom(head);
            var source = head.In[0].OutOwner;
            var fused = Fuse(chain, source);
            if (fused is null)
            {
                continue;
            }

            logics[logics.IndexOf(head)] = fused;
            foreach (var merged in chain.Skip(1))
            {
                logics.Remove(merged);
                connections.Remove(merged.In[0]);
            }

            fused.ConnectIn(0, head.In[0]);
            fused.ConnectOut(0, chain[^1].Out[0]);
        }
    }

    private static List<GraphStageLogic> ChainFrom(GraphStageLogic head)
    {
        var chain = new List<GraphStageLogic> { head };
        while (chain[^1].Out[0].InOwner is var next && Joins(chain[^1], next))
        {
            chain.Add(next);
        }

        return chain;
    }

    private static GraphStageLogic? Fuse(List<GraphStageLogic> chain, GraphStageLogic source)
    {
        var first = (IStepLogic)chain[0];
        var result = ((IStepLogic)chain[^1]).NewResult(chain[^1].Out[0]);
        var step = result;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            step = ((IStepLogic)chain[i]).Bind(step);
        }

        var fused = first.NewFused(step, result, source);
        fused.Attributes = chain[0].Attributes;
        fused.OriginalStage = chain[0].OriginalStage;
        return fused;
    }

    // What the stages do about errors and cancellation must be the same; a wire that converts elements stays a wire.
    private static bool Joins(GraphStageLogic upstream, GraphStageLogic downstream) =>
        upstream is IStepLogic from
        && downstream is IStepLogic to
        && from.OutputType == to.InputType
        && from.Decider == to.Decider
        && Strategy(upstream) == Strategy(downstream);

    private static Attributes.CancellationStrategy? Strategy(GraphStageLogic logic) =>
        logic.Attributes.GetAttribute<Attributes.CancellationStrategy>();
}
