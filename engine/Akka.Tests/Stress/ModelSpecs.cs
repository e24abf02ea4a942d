using Akka.Actor;
using Akka.Tests.Stress.Trees;

namespace Akka.Tests.Stress;

/// <summary>
/// Random trees do exactly what a sequential model says: every hook in its order, every count, every behaviour, every
/// notice of a death, and who is there after each order, whatever the order in which mailboxes run.
/// </summary>
public class ModelSpecs : Akka.TestKit.Xunit2.TestKit
{
    private const int MostActors = 25;

    public ModelSpecs()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }\n" + SimulatedExecutor.Config)
    {
    }

    [Fact]
    public void Trees_do_what_the_model_says()
    {
        var executor = SimulatedExecutor.Of(Sys);
        Seeds.Run("modelled-trees", Soak.Count(usual: 100, soak: 50_000), seed => Try(executor, seed));
    }

    private void Try(SimulatedExecutor executor, int seed)
    {
        var random = new Random(seed);
        var dice = random.Next();
        var notes = new Modelled.Notes();
        var model = new Model(dice);
        var warden = Sys.ActorOf(
            Props.Create(() => new Modelled.Warden(notes, dice)).WithDispatcher("simulated"));
        executor.RunAll(random);
        var everyone = new List<Model.Node> { model.Root };
        for (var i = 0; i < 60; i++)
        {
            var what = Order(model, warden, random, everyone);
            executor.RunAll(random);
            Compare(everyone, warden, notes, $"order {i}, {what}");
        }

        Sys.Stop(warden);
        Threads.Await(
            () =>
            {
                executor.RunAll(random);
                return ((IInternalActorRef)warden).IsTerminated;
            },
            () => "the tree did not end");
    }

    private string Order(Model model, IActorRef warden, Random random, List<Model.Node> everyone)
    {
        var node = model.Nodes[random.Next(model.Nodes.Count)];
        var actor = RefOf(warden, node);
        var dice = random.Next();
        switch (random.Next(10))
        {
            case 0 or 1 when model.Nodes.Count < MostActors:
                everyone.Add(model.Spawn(node, dice));
                actor.Tell(new Modelled.Spawn(everyone[^1].Name, dice));
                return $"{node.Path} makes {everyone[^1].Name}";
            case 2 or 3:
                model.Fail(node, dice);
                actor.Tell(new Modelled.Fail(dice));
                return $"{node.Path} fails with {dice}";
            case 4 when node.Parent is { } parent:
                Stop(node, dice, actor, RefOf(warden, parent));
                model.Stop(node);
                return $"{node.Path} stops";
            case 5:
                node.IsStacked = true;
                actor.Tell(new Modelled.Stack());
                return $"{node.Path} changes its behaviour";
            case 6 or 7:
                var other = model.Nodes[dice % model.Nodes.Count];
                var begins = random.Next(4) > 0;
                _ = other == node || (begins ? node.Watching.Add(other) : node.Watching.Remove(other));
                actor.Tell(new Modelled.Attend(RefOf(warden, other), begins));
                return $"{node.Path} watches {other.Path}: {begins}";
            default:
                node.Add();
                actor.Tell(new Modelled.Add());
                return $"{node.Path} adds";
        }
    }

    private void Stop(Model.Node node, int dice, IActorRef actor, IActorRef parent)
    {
        switch (dice % 4)
        {
            case 0:
                actor.Tell(PoisonPill.Instance);
                break;
            case 1:
                parent.Tell(new Modelled.StopChild(node.Name));
                break;
            case 2:
                Sys.Stop(actor);
                break;
            default:
                ((IInternalActorRef)actor).Stop();
                break;
        }
    }

    private static IActorRef RefOf(IActorRef warden, Model.Node node)
    {
        var found = ((LocalActorRef)warden).GetChild(node.Path.Split('/'));
        Assert.True(found is LocalActorRef, $"{node.Path} is not there");
        return found;
    }

    private static void Compare(List<Model.Node> everyone, IActorRef warden, Modelled.Notes notes, string when)
    {
        foreach (var node in everyone)
        {
            var story = notes.StoryOf(node.Path);
            Assert.True(story.SequenceEqual(node.Story), $"""
                after {when}, {node.Path}
                    did    {string.Join(", ", story)}
                    not    {string.Join(", ", node.Story)}
                """);
            if (node.IsAlive)
            {
                // One that stops in the same order may or may not be told of others that do.
                Assert.Equal(node.Obituaries.Order(), notes.ObituariesOf(node.Path).Order());
                Assert.Equal(
                    node.Children.Select(c => c.Name).Order(),
                    ((LocalActorRef)RefOf(warden, node)).Children.Select(c => c.Path.Name).Order());
            }
        }
    }
}
