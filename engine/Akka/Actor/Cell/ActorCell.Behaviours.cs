namespace Akka.Actor;

public partial class ActorCell
{
    // What the actor's Receive is called through, made when it is needed first: an actor told nothing has none.
    private Receive Behaviour => _behaviour ??= _actor!.InitialBehaviour();

    /// <inheritdoc/>
    public void Become(Receive receive) => _behaviour = receive;

    /// <inheritdoc/>
    public void BecomeStacked(Receive receive)
    {
        // Null stands for the first behaviour of an actor that is still being made.
        (Rare.Below ??= new Stack<Receive?>()).Push(_behaviour);
        _behaviour = receive;
    }

    /// <inheritdoc/>
    public void UnbecomeStacked()
    {
        if (_rare?.Below is { Count: > 0 } below)
        {
            _behaviour = below.Pop();
        }
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Always(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Always(receive));

    /// <summary>Puts a faster behaviour in place of the first one, unless the actor has changed that already.</summary>
    internal void ReplaceInitialBehaviour(Receive receive)
    {
        if (_behaviour is null && _rare?.Below is null or { Count: 0 })
        {
            _behaviour = receive;
        }
    }

    private void ForgetBehaviours()
    {
        _behaviour = null;
        _rare?.Below?.Clear();
    }

    private static Receive Always(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };
}
