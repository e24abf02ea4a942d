namespace WhaleStack.Actors.Tests.Support;

/// <summary>Takes something back when disposed.</summary>
internal sealed class Undo(Action undo) : IDisposable
{
    public void Dispose() => undo();
}
