using WhaleStack.Domain.Clock;
using WhaleStack.Domain.Tests.Support;

namespace WhaleStack.Domain.Tests.Clock;

/// <summary>A step is over when everyone has said so.</summary>
public sealed class StepBarrierSpecs
{
    private readonly StepBarrier _barrier = new(["a", "b"]);

    [Fact]
    public void It_is_complete_with_the_last_answer_and_only_once()
    {
        _barrier.Begin(Given.At(1));
        Assert.False(_barrier.Acknowledge("a", Given.At(1)));
        Assert.Equal(["b"], _barrier.Waiting);
        Assert.True(_barrier.Acknowledge("b", Given.At(1)));
        Assert.False(_barrier.Acknowledge("b", Given.At(1)));
    }

    [Fact]
    public void Stale_repeated_and_foreign_answers_are_ignored()
    {
        Assert.False(_barrier.Acknowledge("a", Given.At(1)));
        _barrier.Begin(Given.At(1));
        _barrier.Acknowledge("a", Given.At(1));
        _barrier.Acknowledge("b", Given.At(1));
        _barrier.Begin(Given.At(2));
        Assert.False(_barrier.Acknowledge("a", Given.At(2)));
        Assert.False(_barrier.Acknowledge("a", Given.At(2)));
        Assert.False(_barrier.Acknowledge("b", Given.At(1)));
        Assert.False(_barrier.Acknowledge("c", Given.At(2)));
        Assert.True(_barrier.Acknowledge("b", Given.At(2)));
    }

    [Fact]
    public void The_same_watermark_can_be_asked_again_and_none_before_it()
    {
        _barrier.Begin(Given.At(2));
        _barrier.Acknowledge("a", Given.At(2));
        _barrier.Begin(Given.At(2)); // Someone restarted.
        Assert.Equal(["a", "b"], _barrier.Waiting);
        Assert.Throws<InvalidOperationException>(() => _barrier.Begin(Given.At(1)));
        Assert.Throws<ArgumentException>(() => new StepBarrier([]));
    }
}
