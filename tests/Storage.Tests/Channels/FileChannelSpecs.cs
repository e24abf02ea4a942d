using System.Text.Json;
using WhaleStack.Channels.File;

namespace WhaleStack.Storage.Tests.Channels;

public sealed class FileChannelSpecs
{
    [Fact]
    public async Task Messages_are_lines_in_the_order_they_came()
    {
        using var temp = new TempFolder();
        using var channel = New(temp);
        await Send(channel, "a", "one \"quoted\"\nand broken");
        await Send(channel, "b", "two €");
        Assert.Equal(["a:one \"quoted\"\nand broken", "b:two €"], Lines(temp));
        Assert.Equal(2, File.ReadAllLines(temp.File("logs/file.log")).Length);
        Assert.Equal("file", channel.Name);
    }

    [Fact]
    public async Task The_same_id_is_written_once_also_after_a_restart()
    {
        using var temp = new TempFolder();
        using (var channel = New(temp))
        {
            await Send(channel, "a", "one");
            await Send(channel, "a", "one");
        }

        using var again = New(temp);
        await Send(again, "a", "one");
        await Send(again, "b", "two");
        Assert.Equal(["a:one", "b:two"], Lines(temp));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"id\":\"b\"")]
    [InlineData("{\"id\":\"b\",\"text\":\"two\"}")]
    public async Task A_line_cut_short_by_a_crash_is_removed_and_its_message_written_again(string cut)
    {
        using var temp = new TempFolder();
        temp.Write("logs/file.log", "{\"id\":\"a\",\"text\":\"one\"}\n" + cut);
        using var channel = New(temp);
        await Send(channel, "a", "one");
        await Send(channel, "b", "two");
        Assert.Equal(["a:one", "b:two"], Lines(temp));
    }

    [Fact]
    public async Task A_full_file_is_renamed_and_what_it_holds_is_not_written_again()
    {
        using var temp = new TempFolder();
        var options = new FileChannelOptions(temp.File("logs/file.log"), FileBytesMax: 60, FilesMax: 3);
        for (var i = 1; i <= 12; i++)
        {
            using var channel = new FileChannel(options);
            await Send(channel, $"m{i}", "text");
            await Send(channel, $"m{i - 1}", "text");
        }

        Assert.Equal(
            ["file.3.log", "file.4.log", "file.log"],
            Directory.GetFiles(temp.File("logs")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string[] kept =
        [
            .. File.ReadAllLines(temp.File("logs/file.3.log")), .. File.ReadAllLines(temp.File("logs/file.4.log")),
            .. File.ReadAllLines(temp.File("logs/file.log")),
        ];
        Assert.Equal(kept.Distinct(), kept);
        Assert.Contains("m12", kept[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_others_are_left_alone()
    {
        using var temp = new TempFolder();
        temp.Write("logs/file.log", "hello\n[1]\n\n{\"id\":7}\n{\"id\":\"a\",\"text\":\"one\"}\n");
        using var channel = New(temp);
        await Send(channel, "a", "one");
        await Send(channel, "b", "two");
        var lines = File.ReadAllLines(temp.File("logs/file.log"));
        Assert.Equal(["hello", "[1]", "", "{\"id\":7}"], lines.Take(4));
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public async Task A_file_that_is_not_ours_is_not_touched()
    {
        using var temp = new TempFolder();
        temp.Write("logs/file.log", "something precious without an end of line");
        using var channel = New(temp);
        var error = await Assert.ThrowsAsync<IOException>(() => Send(channel, "a", "one"));
        Assert.Contains("not a broadcast file", error.Message, StringComparison.Ordinal);
        Assert.Equal("something precious without an end of line", File.ReadAllText(temp.File("logs/file.log")));
    }

    [Fact]
    public async Task Only_the_tail_is_remembered()
    {
        using var temp = new TempFolder();
        using (var channel = New(temp))
        {
            for (var i = 0; i < 100; i++)
            {
                await Send(channel, $"m{i}", "text");
            }
        }

        using var again = new FileChannel(
            new FileChannelOptions(temp.File("logs/file.log"), TailBytesMax: 200, IdsMax: 3));
        await Send(again, "m99", "text");
        Assert.Equal(100, Lines(temp).Count);
        await Send(again, "m0", "text");
        Assert.Equal(101, Lines(temp).Count);
        await Send(again, "n1", "text");
        await Send(again, "n2", "text");
        await Send(again, "m99", "text");
        Assert.Equal(104, Lines(temp).Count);
    }

    [Fact]
    public async Task What_cannot_be_written_is_an_error_and_the_next_try_may_succeed()
    {
        using var temp = new TempFolder();
        var blocker = temp.Write("logs", "a file where the folder should be");
        using var channel = New(temp);
        var error = await Assert.ThrowsAsync<IOException>(() => Send(channel, "a", "one"));
        Assert.Contains(temp.File("logs/file.log"), error.Message, StringComparison.Ordinal);
        File.Delete(blocker);
        await Send(channel, "a", "one");
        Assert.Equal(["a:one"], Lines(temp));
    }

    [Fact]
    public async Task Many_senders_do_not_mix_their_lines()
    {
        using var temp = new TempFolder();
        using var channel = New(temp);
        await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => Task.Run(() => Send(channel, $"m{i % 20}", new string('x', i)))));
        Assert.Equal(20, Lines(temp).Count);
    }

    private static FileChannel New(TempFolder temp) => new(new FileChannelOptions(temp.File("logs/file.log")));

    private static Task Send(FileChannel channel, string id, string text) =>
        channel.SendAsync(id, text, CancellationToken.None);

    private static List<string> Lines(TempFolder temp)
    {
        var lines = new List<string>();
        foreach (var line in File.ReadLines(temp.File("logs/file.log")))
        {
            using var json = JsonDocument.Parse(line);
            var (id, text) = (json.RootElement.GetProperty("id"), json.RootElement.GetProperty("text"));
            lines.Add($"{id.GetString()}:{text.GetString()}");
        }

        return lines;
    }
}
