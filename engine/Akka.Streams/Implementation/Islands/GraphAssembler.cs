using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Implementation.Modules;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Islands;

/// <summary>The stages that one actor will run.</summary>
internal sealed class Island
{
    public Island(Attributes attributes)
    {
        Attributes = attributes;
    }

    public Attributes Attributes { get; }

    public List<GraphStageLogic> Logics { get; } = [];

    public List<Connection> Connections { get; } = [];

    public int Add(GraphStageLogic logic)
    {
        Logics.Add(logic);
        return Logics.Count - 1;
    }

    public void Connect(GraphStageLogic from, int outlet, GraphStageLogic to, int inlet, Connection connection)
    {
        from.ConnectOut(outlet, connection);
        to.ConnectIn(inlet, connection);
        Connections.Add(connection);
    }
}

/// <summary>
/// Turns a blueprint into running parts: makes every logic, wires those of one island directly and those of different
/// islands through an <see cref="AsyncPipe"/>, and computes the materialized value.
/// </summary>
/// <remarks>
/// A graph that carries an asynchronous boundary is an island; the rest belongs to the graph around it.
/// </remarks>
internal sealed class GraphAssembler
{
    private readonly ActorMaterializerImpl _materializer;

    public GraphAssembler(ActorMaterializerImpl materializer)
    {
        _materializer = materializer;
    }

    public List<Island> Islands { get; } = [];

    public object? Assemble(Module root, Attributes attributes)
    {
        Islands.Add(new Island(attributes));
        var parts = Make(root, new Scope(attributes, 0));
        if (parts.Ins.Length > 0 || parts.Outs.Length > 0)
        {
            throw new ArgumentException("The graph has open ports and cannot be run", nameof(root));
        }

        foreach (var island in Islands)
        {
            StepFusion.Apply(island.Logics, island.Connections);
        }

        return parts.Value;
    }

    private Parts Make(Module module, Scope outer) => module switch
    {
        LinearModule linear => MakeLinear(linear, outer),
        StageModule stage => MakeStage(stage, Enter(stage, outer)),
        TransformModule transform => MakeTransform(transform, Enter(transform, outer)),
        CompositeModule composite => MakeComposite(composite, Enter(composite, outer)),
        IdentityModule identity => Make(identity.AsStage, Enter(identity, outer)),
        _ => throw new ArgumentException($"Unknown module {module}", nameof(module)),
    };

    private Scope Enter(Module module, Scope outer)
    {
        var own = module.Attributes;
        if (own.IsEmpty)
        {
            return outer;
        }

        var attributes = outer.Attributes.And(own);
        if (!own.IsAsync)
        {
            return new Scope(attributes, outer.Island);
        }

        Islands.Add(new Island(attributes));
        return new Scope(attributes, Islands.Count - 1);
    }

    // Long chains lean to the left: they are walked in a loop, not by recursion.
    private Parts MakeLinear(LinearModule top, Scope outer)
    {
        var spine = new Stack<(LinearModule Module, Scope Scope)>();
        Module current = top;
        var scope = outer;
        while (current is LinearModule linear)
        {
            scope = Enter(linear, scope);
            spine.Push((linear, scope));
            current = linear.Left;
        }

        var leftIsIdentity = IsPlainIdentity(current);
        var left = leftIsIdentity ? new Parts([], [], NotUsed.Instance) : Make(current, scope);
        while (spine.TryPop(out var node))
        {
            if (IsPlainIdentity(node.Module.Right) && (!leftIsIdentity || spine.Count > 0))
            {
                left = left with { Value = node.Module.Combine(left.Value, NotUsed.Instance) };
                continue;
            }

            var right = Make(node.Module.Right, node.Scope);
            var value = node.Module.Combine(left.Value, right.Value);
            if (leftIsIdentity)
            {
                left = new Parts(right.Ins, right.Outs, value);
                leftIsIdentity = false;
                continue;
            }

            Connect(left.Outs[0], right.Ins[0]);
            left = new Parts(left.Ins, right.Outs, value);
        }

        return left;
    }

    private static bool IsPlainIdentity(Module module) => module is IdentityModule && module.Attributes.IsEmpty;

    private Parts MakeStage(StageModule stage, Scope scope)
    {
        var (logic, value) = stage.CreateLogic(scope.Attributes, _materializer);
        Islands[scope.Island].Add(logic);
        var shape = stage.Shape;
        var ins = new PortRef[shape.Inlets.Length];
        for (var i = 0; i < ins.Length; i++)
        {
            ins[i] = new PortRef(logic, i, scope.Island, shape.Inlets[i]);
        }

        var outs = new PortRef[shape.Outlets.Length];
        for (var i = 0; i < outs.Length; i++)
        {
            outs[i] = new PortRef(logic, i, scope.Island, null);
        }

        return new Parts(ins, outs, value);
    }

    private Parts MakeTransform(TransformModule module, Scope scope)
    {
        var parts = Make(module.Inner, scope);
        return parts with { Value = module.Transform(parts.Value) };
    }

    private Parts MakeComposite(CompositeModule module, Scope scope)
    {
        var children = new Parts[module.Children.Count];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = Make(module.Children[i], scope);
        }

        foreach (var (from, to) in module.Wires)
        {
            Connect(children[from.Child].Outs[from.Port], children[to.Child].Ins[to.Port]);
        }

        return new Parts(
            [.. module.OpenInlets.Select(a => children[a.Child].Ins[a.Port])],
            [.. module.OpenOutlets.Select(a => children[a.Child].Outs[a.Port])],
            module.MaterializedValue([.. children.Select(c => c.Value)]));
    }

    private void Connect(PortRef from, PortRef to)
    {
        var inlet = to.Inlet!;
        if (from.Island == to.Island)
        {
            var island = Islands[to.Island];
            island.Connect(from.Logic, from.Port, to.Logic, to.Port, inlet.NewConnection(island.Connections.Count));
            return;
        }

        var buffer = to.Logic.Attributes.GetMandatoryAttribute<Attributes.InputBuffer>();
        var pipe = inlet.NewAsyncPipe(buffer.Max);
        var upstream = Islands[from.Island];
        pipe.Writer.Attributes = upstream.Attributes;
        upstream.Add(pipe.Writer);
        upstream.Connect(
            from.Logic, from.Port, pipe.Writer, 0, inlet.NewConnection(upstream.Connections.Count));
        var downstream = Islands[to.Island];
        pipe.Reader.Attributes = downstream.Attributes;
        downstream.Add(pipe.Reader);
        downstream.Connect(pipe.Reader, 0, to.Logic, to.Port, inlet.NewConnection(downstream.Connections.Count));
    }

    private readonly record struct Scope(Attributes Attributes, int Island);

    private readonly record struct PortRef(GraphStageLogic Logic, int Port, int Island, Inlet? Inlet);

    private readonly record struct Parts(PortRef[] Ins, PortRef[] Outs, object? Value);
}
