using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>
/// The root of the tree. Besides the guardians it has places that are no actors, <c>/temp</c> and <c>/deadLetters</c>
/// among them: a selection finds those too.
/// </summary>
internal sealed class RootGuardianRef(
    ActorSystemImpl system,
    Props props,
    MessageDispatcher dispatcher,
    MailboxType mailboxType,
    IInternalActorRef supervisor,
    ActorPath path,
    IReadOnlyDictionary<string, IInternalActorRef> extraNames)
    : LocalActorRef(system, props, dispatcher, mailboxType, supervisor, path)
{
    /// <inheritdoc/>
    public override IInternalActorRef GetSingleChild(string name) =>
        extraNames.TryGetValue(name, out var extra) ? extra : base.GetSingleChild(name);
}
