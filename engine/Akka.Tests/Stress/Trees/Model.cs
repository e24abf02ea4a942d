using Akka.Actor;

namespace Akka.Tests.Stress.Trees;

/// <summary>
/// What a tree of <see cref="Modelled"/> actors is to do, told as a program without threads or messages: each order is
/// carried out to its end at once.
/// </summary>
internal sealed class Model
{
    private int _names;

    public Model(int dice)
    {
        Root = new Node(null, "root", dice);
        Nodes.Add(Root);
        Root.Start();
    }

    public Node Root { get; }

    /// <summary>Those that live, in the order of their birth.</summary>
    public List<Node> Nodes { get; } = [];

    public Node Spawn(Node parent, int dice)
    {
        var child = new Node(parent, $"m{++_names}", dice);
        parent.Children.Add(child);
        Nodes.Add(child);
        child.Start();
        return child;
    }

    /// <summary>The failure of an actor, and what comes of it up to the level that decides.</summary>
    public void Fail(Node node, int dice)
    {
        var failure = new PlannedException(dice);
        node.Say("fail");
        var directive = failure.Next();
        while (directive == Directive.Escalate && node.Parent is not null)
        {
            node = node.Parent;
            directive = failure.Next();
        }

        if (node.Parent is null)
        {
            // Above the root stands one who never stops it.
            directive = directive == Directive.Resume ? Directive.Resume : Directive.Restart;
        }

        foreach (var each in node.Parent is { IsAllForOne: true } parent ? parent.Children.ToArray() : [node])
        {
            if (directive == Directive.Restart)
            {
                Restart(each);
            }
            else if (directive == Directive.Stop)
            {
                Stop(each);
            }
        }
    }

    public void Stop(Node node)
    {
        StopAll(node.Children);
        node.Say("PostStop");
        node.IsAlive = false;
        node.Parent!.Children.Remove(node);
        Nodes.Remove(node);
        foreach (var watcher in Nodes.Where(n => n.Watching.Remove(node)))
        {
            watcher.Obituaries.Add(node.Name);
        }
    }

    private void Restart(Node node)
    {
        node.Say("PreRestart");
        if (!node.KeepsChildren)
        {
            node.Watching.ExceptWith(node.Children);
            node.Say("PostStop");
            StopAll(node.Children);
        }

        node.Count = 0;
        node.IsStacked = false;
        node.Say("new");
        node.Say("PostRestart");
        node.Say("PreStart");
        foreach (var child in node.Children.ToArray())
        {
            Restart(child);
        }
    }

    private void StopAll(List<Node> nodes)
    {
        foreach (var node in nodes.ToArray())
        {
            Stop(node);
        }
    }

    /// <summary>One actor, and what it is expected to have told so far.</summary>
    internal sealed class Node(Node? parent, string name, int dice)
    {
        public Node? Parent { get; } = parent;

        public string Name { get; } = name;

        public int Dice { get; } = dice;

        public bool IsAllForOne => Dice % 3 == 0;

        public bool KeepsChildren => Dice % 4 == 0;

        public bool IsAlive { get; set; } = true;

        public int Count { get; set; }

        public bool IsStacked { get; set; }

        public List<Node> Children { get; } = [];

        public HashSet<Node> Watching { get; } = [];

        public List<string> Story { get; } = [];

        /// <summary>Of whose ends it was told; when, beside what else happened, is left open.</summary>
        public List<string> Obituaries { get; } = [];

        public string Path => Parent is null ? Name : $"{Parent.Path}/{Name}";

        public void Start()
        {
            Say("new");
            Say("PreStart");
        }

        public void Add()
        {
            Count++;
            Say(IsStacked ? $"stacked {Count}" : $"{Count}");
        }

        public void Say(string what) => Story.Add(what);
    }
}
