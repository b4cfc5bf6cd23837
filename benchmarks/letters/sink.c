/* A mail server that takes everything and keeps nothing, and a client that says the same letter again and
 * again: what a machine can do at all. Pipelined (RFC 2920), no more of SMTP than that takes.
 *
 *   sink serve PORT          accepts lines until it is killed
 *   sink send PORT COUNT FILE   hands the letter in FILE over COUNT times, prints seconds
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LINES 64
#define ROOM (1 << 18)

struct line {
    int fd, in_data, used;
    char rest[1024];
};

static struct sockaddr_in place(int port) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return at;
}

static void say(int fd, const char *text, int size) {
    while (size > 0) {
        int sent = send(fd, text, size, MSG_NOSIGNAL);
        if (sent <= 0) return;
        text += sent;
        size -= sent;
    }
}

/* Answers what a piece of input asks for; letters are only looked through for their end. */
static int take(struct line *line, char *room, int size) {
    char out[4096];
    int said = 0;
    char *at = room, *end = room + size;
    while (at < end) {
        if (line->in_data) {
            char *dot = memmem(at, end - at, "\r\n.\r\n", 5);
            if (!dot) break;
            at = dot + 5;
            line->in_data = 0;
            said += sprintf(out + said, "250 2.0.0 taken\r\n");
        } else {
            char *stop = memchr(at, '\n', end - at);
            if (!stop) break;
            const char *answer = "250 2.0.0 ok\r\n";
            if (!strncasecmp(at, "EHLO", 4)) answer = "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n";
            if (!strncasecmp(at, "DATA", 4)) answer = "354 go on\r\n", line->in_data = 1;
            if (!strncasecmp(at, "QUIT", 4)) answer = "221 bye\r\n";
            said += sprintf(out + said, "%s", answer);
            at = stop + 1;
        }
        if (said > 3000) say(line->fd, out, said), said = 0;
    }
    if (said) say(line->fd, out, said);
    int left = end - at;
    if (line->in_data && left > 4) at = end - 4, left = 4; /* the end may be cut in two */
    memmove(room, at, left);
    return left;
}

static void serve(int port) {
    static char rooms[LINES][ROOM];
    static struct line lines[LINES];
    struct pollfd polled[LINES + 1];
    int one = 1, count = 0, door = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = place(port);
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(door, (void *)&at, sizeof at) || listen(door, LINES)) exit(1);
    for (;;) {
        polled[0] = (struct pollfd){door, POLLIN, 0};
        for (int i = 0; i < count; i++) polled[i + 1] = (struct pollfd){lines[i].fd, POLLIN, 0};
        if (poll(polled, count + 1, -1) < 0) continue;
        for (int i = count - 1; i >= 0; i--) {
            if (!polled[i + 1].revents) continue;
            struct line *line = &lines[i];
            int got = recv(line->fd, rooms[i] + line->used, ROOM - line->used, 0);
            if (got <= 0) {
                close(line->fd);
                count--;
                lines[i] = lines[count];
                memcpy(rooms[i], rooms[count], lines[i].used);
                continue;
            }
            line->used = take(line, rooms[i], line->used + got);
        }
        if (polled[0].revents && count < LINES) {
            int fd = accept(door, 0, 0);
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            lines[count++] = (struct line){.fd = fd};
            say(fd, "220 sink\r\n", 10);
        }
    }
}

/* Reads until so many answers have come. */
static void hear(int fd, int wanted) {
    static char room[ROOM];
    while (wanted > 0) {
        int got = recv(fd, room, ROOM, 0);
        if (got <= 0) exit(2);
        for (int i = 0; i < got; i++) wanted -= room[i] == '\n';
    }
}

static void send_many(int port, long count, const char *path) {
    static char letter[1 << 20];
    FILE *file = fopen(path, "rb");
    if (!file) exit(3);
    int size = fread(letter, 1, sizeof letter - 4096, file), one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    fclose(file);
    struct sockaddr_in at = place(port);
    if (connect(fd, (void *)&at, sizeof at)) exit(4);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    hear(fd, 1);
    say(fd, "HELO raw\r\n", 10);
    hear(fd, 1);
    const char *words = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\nDATA\r\n";
    struct timespec begun, ended;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    say(fd, words, strlen(words));
    hear(fd, 3);
    size += sprintf(letter + size, ".\r\n%s", words);
    for (long i = 0; i < count; i++) {
        say(fd, letter, size);
        hear(fd, 4);
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    printf("%.6f\n", ended.tv_sec - begun.tv_sec + (ended.tv_nsec - begun.tv_nsec) / 1e9);
}

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "serve")) serve(atoi(argv[2]));
    if (argc == 5 && !strcmp(argv[1], "send")) send_many(atoi(argv[2]), atol(argv[3]), argv[4]);
    return argc == 5 ? 0 : 64;
}
