using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Implementation.Islands;
using Akka.Streams.Implementation.Modules;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests;

/// <summary>The interpreter without actors, driven by hand on the thread of the test.</summary>
public class InterpreterSpecs : StreamSpec
{
    [Fact]
    public void Nothing_is_allocated_for_an_element_inside_an_island()
    {
        var interpreter = Interpret(Source.Repeat(7)
            .Select(x => x + 1)
            .Where(x => x > 0)
            .Scan((Sum: 0L, Count: 0), static (a, x) => (a.Sum + x, a.Count + 1))
            .Buffer(4, OverflowStrategy.Backpressure)
            .Conflate((a, _) => a)
            .To(Sink.ForEach<(long, int)>(_ => { })));
        interpreter.Execute(50_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(0, interpreter.Execute(500_000));
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        // Code that is compiled anew while it runs may cost a little; one byte an element would be far more.
        Assert.InRange(bytes, 0, 8_000);
    }

    [Fact]
    public void The_event_limit_bounds_a_turn()
    {
        var seen = 0;
        var interpreter = Interpret(Source.Repeat(1).To(Sink.ForEach<int>(_ => seen++)));
        Assert.Equal(0, interpreter.Execute(100));
        Assert.InRange(seen, 1, 100);
        Assert.False(interpreter.IsSuspended);
    }

    [Fact]
    public void What_is_left_of_the_limit_is_returned_when_nothing_is_left_to_do()
    {
        var interpreter = Interpret(Source.From([1, 2, 3]).To(Sink.Ignore<int>()));
        Assert.InRange(interpreter.Execute(1000), 900, 999);
        Assert.True(interpreter.IsCompleted);
        Assert.True(interpreter.IsSuspended);
    }

    private GraphInterpreter Interpret(IRunnableGraph<NotUsed> graph)
    {
        var assembler = new GraphAssembler((ActorMaterializerImpl)Materializer);
        assembler.Assemble((Module)graph.Module, Attributes.None);
        var island = Assert.Single(assembler.Islands);
        var interpreter = new GraphInterpreter(
            [.. island.Logics], [.. island.Connections], Materializer, Materializer.Logger);
        interpreter.Init(null);
        return interpreter;
    }
}
